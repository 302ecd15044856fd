import { given } from "../../shared/domain/given.ts";
import type { LinkCommand } from "./over-a-link.ts";
import type { AnswerBody, HandBackBody } from "./routes.ts";

export const answerCommand = ({ final, ...answer }: AnswerBody): LinkCommand => ({
  move: final ? "answerFinally" : "answer",
  ...given(answer),
});
export const handBackCommand = (body: HandBackBody): LinkCommand => ({ move: "handBack", ...given(body) });
