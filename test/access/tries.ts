import { routes as intakeRoutes } from "../../functions/intake/routes.ts";
import * as intake from "../../functions/intake/routes.ts";
import * as files from "../../functions/attachments/routes.ts";
import * as identities from "../../functions/identities/routes.ts";
import * as originals from "../../functions/originals/routes.ts";
import { officerMoves } from "../../functions/officer/moves.ts";
import { moveRoutes } from "../../functions/officer/routes.ts";
import * as rights from "../../functions/rights/routes.ts";
import * as portal from "../../functions/portal/routes.ts";
import type { ActorRole, Move } from "../../shared/domain/lifecycle.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { environment, health } from "../builders.ts";
import { inspectorate, investigators, known, province, section, unit } from "./people.ts";

/** Every move that the API has, each with a body that has nothing wrong with it. */

/** What the body of a try may have to name. */
export type Scene = {
  readonly role: ActorRole;
  readonly office: string | null;
  /** The number of another open report. */
  readonly other: string;
};
export type Try = {
  readonly name: string;
  readonly route: Route;
  readonly body: (scene: Scene) => object;
  /** The move of the lifecycle that it is. */
  readonly is: (role: ActorRole) => Move;
  /** Whether it asks for a class with a longer deadline; absent: it asks for no class. */
  readonly longer?: boolean;
  /**
   * What it is answered with; absent: the report as it is then. A report lists neither addresses nor identities nor
   * rights.
   */
  readonly answers?: "ticket" | "address" | "opening" | "identity" | "done";
  /** What it is answered with where the table has no row. Default: 409 */
  readonly refused?: (role: ActorRole) => number;
};

const routeOf = (name: string): Route => {
  const route = moveRoutes.get(name);
  if (!route) throw new Error(`officers have no move ${name}`);
  return route;
};
const officers = (name: string, is: Move | Try["is"], body: object | Try["body"], longer?: boolean): Try => ({
  name,
  route: routeOf(name),
  is: typeof is === "function" ? is : () => is,
  body: typeof body === "function" ? (body as Try["body"]) : () => body,
  ...(longer === undefined ? {} : { longer }),
});

const text = "Tulisan petugas.";
const reason = "Ada alasannya.";
const { coordinatorAgencyCode } = known.policy;
/** Somebody who handles reports at the office. */
const officerOf = (office: string): string | undefined =>
  known.officers.find(
    ({ agencyCode, role }) => agencyCode === office && (role === "liaisonOfficer" || role === "coordinator"),
  )?.id;

/** An office that is below each that may have a report. */
const below: Readonly<Record<string, string>> = { [province]: "kutim", [unit]: section, [inspectorate]: investigators };

export const officersTries: readonly Try[] = [
  officers("verification", "verify", {}),
  officers(
    "disposition",
    (role) => (role === "handler" ? "passDown" : "dispose"),
    ({ role, office }: Scene) => ({
      agencyCode: role === "handler" ? (below[office ?? ""] ?? unit) : health,
      instruction: reason,
    }),
  ),
  officers("arbitration", "arbitrate", { agencyCode: health, reason }),
  officers("not-our-authority", "passUp", { reason }),
  officers("public-text", "editPublicText", { title: "Judul", text }),
  officers("information-request", "requestInformation", { text }),
  officers("hand-back", "handBack", { reason }),
  officers("answer", "answer", { text }),
  officers("answer", "answerFinally", { text, final: true }),
  officers("note", "note", { text }),
  officers("assignment", "assign", ({ office }: Scene) => ({ officerId: officerOf(office ?? coordinatorAgencyCode) })),
  officers("class-change", "changeClass", { class: "informationRequest" }, false),
  officers("class-change", "changeClass", { class: "complaintWithInspection", reason }, true),
  officers("class-change-approval", "approveClassChange", {}),
  officers("class-change-refusal", "refuseClassChange", { reason }),
  officers("privacy", "setPrivacy", { anonymous: true, confidential: true }),
  officers("conflict", "declareConflict", { agencyCodes: [environment], reason }),
  officers("conflict-lifting", "liftConflict", { reason }),
  officers("closure", "closeWithProof", { text, withoutAttachment: reason }),
  officers("closure-upholding", "upholdClosure", { text }),
  officers("archiving", "archive", { reason: "tooOld", text }),
  officers("merge", "merge", ({ other }: Scene) => ({ into: other, text })),
  officers("blocking", "block", { reason }),
  officers("unblocking", "unblock", { reason }),
];

/** `replies` in the address, and so in what a report says that may be done with it. */
const lastOf = ({ path }: Route): string => path.split("/").at(-1) ?? "";
const over = (route: Route, is: Move, body: object): Try => ({
  name: lastOf(route),
  route,
  is: () => is,
  body: () => body,
});

export const reportersTries: readonly Try[] = [
  over(intake.replyToComplaint, "reply", { text }),
  over(intake.closeComplaint, "close", { rating: 4, comment: text }),
  over(intake.reopenComplaint, "reopen", { reason }),
  over(intake.withdrawComplaint, "withdraw", { reason }),
  over(intake.appealArchiving, "appeal", { reason }),
];

const right = (route: Route, is: Move, body: object): Try => ({ ...over(route, is, body), answers: "done" });
export const reportersRightsTries: readonly Try[] = [
  right(rights.correctIdentity, "correctIdentity", { name: "Siti" }),
  right(rights.eraseIdentity, "erase", {}),
  right(rights.objectToProcessing, "objectToProcessing", { reason }),
];

export const linksTries: readonly Try[] = [
  over(portal.answerDisposition, "answer", { text }),
  over(portal.answerDisposition, "answerFinally", { text, final: true }),
  over(portal.handBackDisposition, "handBack", { reason }),
];

const photo = { fileName: "foto.jpg", contentType: "image/jpeg", size: 1000 };
const ticket = (route: Route): Try => ({ ...over(route, "expectAttachment", photo), answers: "ticket" });
const download = (route: Route): Try => ({ ...over(route, "recordDownload", {}), answers: "address" });

export const officersFileTries: readonly Try[] = [
  ticket(files.giveOfficerTicket),
  download(files.fetchAsOfficer),
  { ...over(originals.openOriginal, "openOriginal", { reason }), answers: "address" },
];
/** Nobody but a supervisor ever may; a supervisor looks only at what they have opened, and opens what is shut to them. */
export const officersIdentityTries: readonly Try[] = [
  {
    ...over(identities.openIdentity, "openIdentity", { reason }),
    answers: "opening",
    refused: (role) => (role === "supervisor" ? 409 : 403),
  },
  { ...over(identities.seeIdentity, "seeIdentity", {}), answers: "identity", refused: () => 403 },
];
export const reportersFileTries: readonly Try[] = [ticket(files.giveReporterTicket)];
export const linksFileTries: readonly Try[] = [
  ticket(files.giveLinkTicket),
  download(files.fetchOverLink),
  download(files.fetchOnPage),
];

/** Whoever has the secret fetches a file without a trace. */
export const reportersFetch: Route = files.fetchAsReporter;

const roles = ["coordinator", "handler", "supervisor"] as const satisfies readonly ActorRole[];
const withMoves = (tries: readonly Try[]): readonly string[] => [
  ...new Set(tries.flatMap(({ name, is }) => roles.map((role) => `${name} is ${is(role)}`))),
];

/** What the API offers that is tried nowhere, and what is tried that it does not offer. */
export const untried = (): { readonly offered: readonly string[]; readonly tried: readonly string[] } => ({
  offered: [
    ...officerMoves.flatMap(({ name, is }) => is.map((move) => `${name} is ${move}`)),
    ...[...intakeRoutes, ...rights.routes]
      .filter(({ auth, name }) => auth === "secret" && name !== "sendRightsCode" && name !== "viewHeldData")
      .map(({ name }) => name),
    ...portal.routes.filter(({ method, bodyKind }) => method === "POST" && bodyKind !== "form").map(({ name }) => name),
    ...[...files.routes, ...originals.routes, ...identities.routes]
      .filter(({ bodyKind }) => bodyKind !== "form")
      .map(({ name }) => name),
  ],
  tried: [
    ...withMoves(officersTries),
    ...new Set(
      [
        ...[...reportersTries, ...linksTries, ...officersFileTries, ...officersIdentityTries],
        ...[...reportersFileTries, ...reportersRightsTries, ...linksFileTries],
      ].map(({ route }) => route.name),
    ),
    reportersFetch.name,
  ],
});
