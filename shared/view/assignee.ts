import type { Complaint } from "../domain/complaint.ts";
import type { Directory } from "../domain/directory.ts";
import type { AssigneeAnswer } from "./answers.ts";

/** Whose it is at the office, for colleagues: neither reporters nor the public are told of a person. */
export const assigneeOf = ({ assignee }: Pick<Complaint, "assignee">, { officers }: Directory): AssigneeAnswer =>
  assignee === null ? null : { officerId: assignee, name: officers.find(({ id }) => id === assignee)?.name ?? null };
