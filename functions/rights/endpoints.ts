import { done, type Outcome } from "../../shared/domain/failures.ts";
import { given } from "../../shared/domain/given.ts";
import { endpoint, type Endpoint } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { act } from "../../shared/store/act.ts";
import { readIdentity } from "../../shared/store/identity-store.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import { adminSignedIn } from "../admin/signed-in.ts";
import { correctIdentity, type Corrected } from "./correct.ts";
import { eraseFiles, eraseReporter } from "./erase.ts";
import { heldData } from "./held-data.ts";
import { openedByReporter, sendCode, type Asked, type Opened } from "./opened.ts";
import { retentionUntil } from "./preview.ts";
import { identitiesOf, type RightsDeps } from "./rights-deps.ts";
import * as routes from "./routes.ts";

const answerHours = 3 * 24;

/** What reporters may ask about their own data, joined to what answers it. */
export const rightsEndpoints = (deps: RightsDeps): readonly Endpoint[] => {
  /** A change on the report as it is at the moment, with a code that has not been used up meanwhile. */
  const changing = <T>(
    asked: Asked,
    change: (opened: Opened) => Promise<Outcome<T, HttpFailure>>,
  ): Promise<Outcome<T, HttpFailure>> =>
    whileStale<T, HttpFailure>(async () => {
      const opened = await openedByReporter(deps, asked);
      return opened.ok ? change(opened.value) : opened;
    });

  const erase = async (
    opened: Opened,
    files: "kept" | "erased",
    cause: string,
  ): Promise<Outcome<string, HttpFailure>> => {
    const { found, actor, code } = opened;
    const eraser = { actor, now: deps.now(), cause, code };
    const rid =
      files === "erased"
        ? await eraseFiles(deps, found, ({ side }) => side === "reporter", eraser)
        : done(found.complaint);
    if (!rid.ok) return rid;
    const erased = await eraseReporter(deps, { ...found, complaint: rid.value }, eraser);
    return erased.ok ? done(erased.value.erasedAt ?? eraser.now) : erased;
  };

  return [
    endpoint(routes.sendRightsCode, async (request) => {
      const sent = await sendCode(deps, request);
      return sent.ok ? done({ status: 201, body: sent.value }) : sent;
    }),
    endpoint(routes.viewHeldData, async (request) => {
      const opened = await openedByReporter(deps, request);
      if (!opened.ok) return opened;
      const { found } = opened.value;
      const identity = await readIdentity(identitiesOf(deps), found.complaint.complaintId);
      return done({ status: 200, body: await heldData(deps, found, identity) });
    }),
    endpoint(routes.correctIdentity, async (request) => {
      const corrected = await changing<Corrected>(request, (opened) =>
        correctIdentity(deps, opened, request.body, request.cause),
      );
      return corrected.ok ? done({ status: 200, body: corrected.value }) : corrected;
    }),
    endpoint(routes.eraseIdentity, async (request) => {
      const erased = await changing(request, (opened) => erase(opened, request.query.files ?? "kept", request.cause));
      return erased.ok ? done({ status: 200, body: { erasedAt: erased.value } }) : erased;
    }),
    endpoint(routes.objectToProcessing, async (request) => {
      const { reason } = request.body;
      const objected = await changing<string>(request, async ({ found, actor, code }) => {
        const context = { actor, now: deps.now(), cause: request.cause, directory: await deps.directory() };
        const command = { move: "objectToProcessing", reason, ...given({ code }) } as const;
        const step = await act(deps.store, found.complaint, command, context);
        return step.ok ? done(step.value.event.at) : step;
      });
      if (!objected.ok) return objected;
      const answerBy = new Date(Date.parse(objected.value) + answerHours * 3_600_000).toISOString();
      return done({ status: 201, body: { objectedAt: objected.value, confidential: true, answerBy } });
    }),
    endpoint(routes.previewRetention, async (request) => {
      const signed = await adminSignedIn(deps, request);
      return signed.ok ? retentionUntil(deps.store, signed.value.directory, request.query, request.language) : signed;
    }),
  ];
};
