import type { CalendarYear, Directory, Officer } from "../../shared/domain/directory.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { endpoint, type Endpoint, type Request, type Response } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { officerSignedIn } from "../../shared/shell/signed-in.ts";
import { calendarEtag } from "../../shared/store/calendar-store.ts";
import { calendarNamed, calendarsOf, changeCalendar, type AdminDeps, type AskedCalendar } from "./calendars.ts";
import * as routes from "./routes.ts";

type Signed = { readonly directory: Directory; readonly officer: Officer };

/** The ETag that the admin has seen; null: none was sent. */
const seenEtag = ({ header }: Pick<Request, "header">): Outcome<string | null, HttpFailure> => {
  const sent = header("if-match");
  if (sent === null || /^"[\w-]{1,60}"$/.test(sent)) return done(sent);
  const expected = {
    id: 'Kirim satu ETag sebagaimana diterima, misalnya "mPz3…".',
    en: 'Send one ETag as it was received, such as "mPz3…".',
  };
  return refused({ kind: "HeaderRefused", header: "If-Match", expected });
};

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
export const adminEndpoints = (deps: AdminDeps): readonly Endpoint[] => {
  const admin = async ({ claims }: Pick<Request, "claims">): Promise<Outcome<Signed, HttpFailure>> => {
    const directory = await deps.directory();
    const officer = officerSignedIn(claims, directory);
    if (!officer.ok) return officer;
    if (officer.value.role !== "platformAdmin") return refused({ kind: "PlatformAdminOnly" });
    return done({ directory, officer: officer.value });
  };

  return [
    endpoint(routes.listCalendars, async (request) => {
      const signed = await admin(request);
      if (!signed.ok) return signed;
      return done({
        status: 200,
        body: calendarsOf(signed.value.directory, request.query.regionCode, deps.now()),
      });
    }),
    endpoint(routes.viewCalendar, async (request) => {
      const signed = await admin(request);
      if (!signed.ok) return signed;
      const calendar = calendarNamed(signed.value.directory, askedCalendar(request));
      return calendar.ok ? done(withEtag(calendar.value)) : calendar;
    }),
    endpoint(routes.putCalendar, async (request) => {
      const signed = await admin(request);
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
  ];
};
