import { given } from "../../shared/domain/given.ts";
import type { LinkCommand } from "./over-a-link.ts";
import type { AnswerBody, HandBackBody } from "./routes.ts";

export const answerCommand = ({ text, final }: AnswerBody): LinkCommand => ({
  move: final ? "answerFinally" : "answer",
  text,
});
export const handBackCommand = (body: HandBackBody): LinkCommand => ({ move: "handBack", ...given(body) });
