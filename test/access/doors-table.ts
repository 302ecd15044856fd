/**
 * Who comes through which door: every route, by everybody, to reports of every privacy. What a report's own life then
 * allows is proved elsewhere (`who-may-what.test.ts`); here it is only whether somebody gets as far as the report.
 */

export const privacies = ["public", "anonymous", "confidential", "conflict"] as const;
export type Privacy = (typeof privacies)[number];

/**
 * Where an officer works, seen from the office that has the report (for `conflict`: that it is about). `coordinating`
 * and `inspectorate` are the two offices that have a say in every report.
 */
export const relations = ["own", "parent", "child", "sibling", "stranger", "coordinating", "inspectorate"] as const;
export type Relation = (typeof relations)[number];
export const roles = ["liaisonOfficer", "coordinator", "supervisor", "platformAdmin"] as const;
export type Role = (typeof roles)[number];

/**
 * The relations from which a role sees a report. A confidential one is seen by the office that has it and by no office
 * above it, by the coordinator and the inspectorate's supervisors; one about an office by nobody of that office, and
 * handled by the inspectorate. A platform admin sees no report.
 */
export const sees: Readonly<Record<Role, Readonly<Record<Privacy, readonly Relation[]>>>> = {
  liaisonOfficer: {
    public: ["own", "parent"],
    anonymous: ["own", "parent"],
    confidential: ["own"],
    conflict: ["inspectorate"],
  },
  coordinator: {
    public: ["coordinating"],
    anonymous: ["coordinating"],
    confidential: ["coordinating"],
    conflict: ["coordinating"],
  },
  supervisor: {
    public: ["own", "parent", "inspectorate"],
    anonymous: ["own", "parent", "inspectorate"],
    confidential: ["inspectorate"],
    conflict: ["inspectorate"],
  },
  platformAdmin: { public: [], anonymous: [], confidential: [], conflict: [] },
};

/** What the public sees without a secret. */
export const isShownToAll: Readonly<Record<Privacy, boolean>> = {
  public: true,
  anonymous: true,
  confidential: false,
  conflict: false,
};

/** Which door a route is, and so whom it asks who they are. */
export type Door =
  | "everybody"
  /** A report by its number, for officers who see it. */
  | "officersReport"
  /** The same, but an office above the one that has it is told that it is not theirs: it does not work on it. */
  | "workedOnReport"
  /** Who the reporter is: of those who see the report, supervisors alone. */
  | "identity"
  /** Many reports at once: each result for itself. */
  | "officersReports"
  /** For every officer who handles reports; what it shows is a matter of the answer. */
  | "officersDesk"
  | "admin"
  /** The reporter with the secret; everybody else only what is public. */
  | "publicReport"
  | "reportersReport"
  /** Whoever has the office's link. */
  | "link";

/** A route that is missing here fails the test. */
export const doors: Readonly<Record<string, Door>> = {
  fileComplaint: "everybody",
  listAgencies: "everybody",
  listCategories: "everybody",
  listRegions: "everybody",
  checkHealth: "everybody",
  describeApi: "everybody",
  readDocs: "everybody",

  viewComplaint: "publicReport",
  replyToComplaint: "reportersReport",
  closeComplaint: "reportersReport",
  reopenComplaint: "reportersReport",
  withdrawComplaint: "reportersReport",
  appealArchiving: "reportersReport",
  giveReporterTicket: "reportersReport",
  fetchAsReporter: "reportersReport",
  sendRightsCode: "reportersReport",
  viewHeldData: "reportersReport",
  correctIdentity: "reportersReport",
  eraseIdentity: "reportersReport",
  objectToProcessing: "reportersReport",

  viewDisposition: "link",
  answerDisposition: "link",
  handBackDisposition: "link",
  dispositionPage: "link",
  answerOnPage: "link",
  handBackOnPage: "link",
  giveLinkTicket: "link",
  fetchOverLink: "link",
  fetchOnPage: "link",
  chooseFileOnPage: "link",

  viewQueue: "officersDesk",
  countQueue: "officersDesk",
  officerBulkDisposition: "officersReports",
  officerBulkAssignment: "officersReports",
  viewAsOfficer: "officersReport",
  giveOfficerTicket: "workedOnReport",
  fetchAsOfficer: "officersReport",
  openOriginal: "officersReport",
  openIdentity: "identity",
  seeIdentity: "identity",
  officerVerification: "officersReport",
  officerDisposition: "officersReport",
  officerArbitration: "officersReport",
  officerNotOurAuthority: "officersReport",
  officerPublicText: "officersReport",
  officerInformationRequest: "officersReport",
  officerHandBack: "officersReport",
  officerAnswer: "officersReport",
  officerNote: "officersReport",
  officerAssignment: "officersReport",
  officerClassChange: "officersReport",
  officerClassChangeApproval: "officersReport",
  officerClassChangeRefusal: "officersReport",
  officerPrivacy: "officersReport",
  officerConflict: "officersReport",
  officerConflictLifting: "officersReport",
  officerClosure: "officersReport",
  officerClosureUpholding: "officersReport",
  officerArchiving: "officersReport",
  officerMerge: "officersReport",
  officerBlocking: "officersReport",
  officerUnblocking: "officersReport",

  listCalendars: "admin",
  viewCalendar: "admin",
  putCalendar: "admin",
  viewCalendarHistory: "admin",
  ...Object.fromEntries(
    ["Agency", "Officer", "Category", "RoutingRule", "DeadlineRule"].flatMap((one) => [
      [`list${one}Entries`, "admin"],
      [`view${one}Entry`, "admin"],
      [`put${one}Entry`, "admin"],
      [`view${one}History`, "admin"],
    ]),
  ),
  previewRetention: "admin",
  exportDirectory: "admin",
  importDirectory: "admin",
  exportDirectoryTable: "admin",
  importDirectoryTable: "admin",
};

/** Comes in: anything but being kept out. Told who to be: 401. Known and not allowed: 403. As if there were nothing: 404. */
export type Outcome = "in" | 401 | 403 | 404;

export type Caller =
  | { readonly kind: "nobody" }
  | { readonly kind: "reporter"; readonly secret: "right" | "wrong" | "anotherReports" }
  | { readonly kind: "officer"; readonly role: Role; readonly relation: Relation }
  | { readonly kind: "linkHolder"; readonly link: "right" | "forged" | "ofConcernedOffice" };

/** An office above the one that has a report sees it, and works on it no more than a stranger. */
const isMove = (door: Door): boolean => door === "workedOnReport" || door === "identity";

/** What somebody gets who walks up to a door, whatever they carry; the link is in the address, all else in a header. */
export const outcomeOf = (door: Door, caller: Caller, privacy: Privacy): Outcome => {
  const { kind } = caller;
  switch (door) {
    case "everybody":
      return "in";
    case "publicReport":
      if (kind === "reporter" && caller.secret === "right") return "in";
      // Whatever is sent as a secret and is none is answered as an unknown number is.
      return kind === "nobody" && isShownToAll[privacy] ? "in" : 404;
    case "reportersReport":
      if (kind === "nobody") return 401;
      return kind === "reporter" && caller.secret === "right" ? "in" : 404;
    case "link":
      return kind === "linkHolder" && caller.link === "right" ? "in" : 404;
    case "admin":
      if (kind !== "officer") return 401;
      return caller.role === "platformAdmin" ? "in" : 403;
    case "officersDesk":
      if (kind !== "officer") return 401;
      return caller.role === "platformAdmin" ? 403 : "in";
    case "officersReport":
    case "officersReports":
    case "workedOnReport":
    case "identity":
      if (kind !== "officer") return 401;
      if (caller.role === "platformAdmin") return 403;
      if (isMove(door) && caller.role === "liaisonOfficer" && caller.relation === "parent") return 404;
      if (!sees[caller.role][privacy].includes(caller.relation)) return 404;
      return door === "identity" && caller.role !== "supervisor" ? 403 : "in";
  }
};
