import type { CalendarYear } from "../../shared/domain/directory.ts";
import { done } from "../../shared/domain/failures.ts";
import { endpoint, type Endpoint, type Request, type Response } from "../../shared/shell/http.ts";
import { calendarEtag } from "../../shared/store/calendar-store.ts";
import {
  calendarNamed,
  calendarsOf,
  calendarsPast,
  changeCalendar,
  type AdminDeps,
  type AskedCalendar,
} from "./calendars.ts";
import type { EntryDeps } from "./entries.ts";
import { entryEndpoints } from "./entry-endpoints.ts";
import * as routes from "./routes.ts";
import { transferEndpoints } from "./transfer/endpoints.ts";
import { adminSignedIn, seenEtag } from "./signed-in.ts";

const askedCalendar = ({ params }: Pick<Request, "params">): AskedCalendar => ({
  regionCode: params["regionCode"] ?? "",
  year: params["year"] ?? "",
});

const withEtag = (calendar: CalendarYear, status = 200): Response => ({
  status,
  body: calendar,
  headers: { ETag: calendarEtag(calendar) },
});

/** What platform admins may ask, joined to what answers it. */
export const adminEndpoints = (deps: AdminDeps & EntryDeps): readonly Endpoint[] => [
  endpoint(routes.listCalendars, async (request) => {
    const signed = await adminSignedIn(deps, request);
    if (!signed.ok) return signed;
    return done({
      status: 200,
      body: calendarsOf(signed.value.directory, request.query.regionCode, deps.now()),
    });
  }),
  endpoint(routes.viewCalendar, async (request) => {
    const signed = await adminSignedIn(deps, request);
    if (!signed.ok) return signed;
    const calendar = calendarNamed(signed.value.directory, askedCalendar(request));
    return calendar.ok ? done(withEtag(calendar.value)) : calendar;
  }),
  endpoint(routes.putCalendar, async (request) => {
    const signed = await adminSignedIn(deps, request);
    if (!signed.ok) return signed;
    const seen = seenEtag(request);
    if (!seen.ok) return seen;
    const { body, language, cause } = request;
    const changed = await changeCalendar(deps, {
      ...signed.value,
      asked: askedCalendar(request),
      ...{ body, language, cause, seen: seen.value },
    });
    if (!changed.ok) return changed;
    return done(withEtag(changed.value.calendar, changed.value.isNew ? 201 : 200));
  }),
  endpoint(routes.viewCalendarHistory, async (request) => {
    const signed = await adminSignedIn(deps, request);
    if (!signed.ok) return signed;
    const past = await calendarsPast(deps, signed.value.directory, askedCalendar(request), request.query);
    return past.ok ? done({ status: 200, body: past.value }) : past;
  }),
  ...entryEndpoints(deps),
  ...transferEndpoints(deps),
];
