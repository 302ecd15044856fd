import * as z from "zod";
import { type Answer, jsonAnswer } from "./http.ts";

/** Makes a service refuse for a while, so that tests can see what the functions make of it. */
export const fault = z.strictObject({
  service: z.enum(["dynamodb", "sqs", "states", "ses", "secretsmanager", "s3"]),
  /** The service's own name for it, such as `Throttling`. */
  error: z.string().regex(/^[A-Za-z.]{1,80}$/),
  /** How many requests are refused; the SDK's own retries count. */
  times: z.int().min(1).max(100_000),
  /** Only requests that hold this text, such as a recipient's address or the name of an operation. */
  match: z.string().min(1).optional(),
});
export type Fault = z.infer<typeof fault>;

export type Faults = Readonly<{
  add: (fault: Fault) => void;
  clear: () => void;
  /** The refusal that this request meets; undefined: none. `said` is the request as text. */
  meet: (service: string, said: () => string) => Answer | undefined;
  /** The same for S3, which words its refusals itself: the error's name. */
  meetObjects: (said: string) => string | undefined;
}>;

/** A request as text: a mail decoded, anything else as it came. */
export const said = (body: Buffer): string => {
  const text = body.toString("utf8");
  if (!text.startsWith("Action=") && !text.includes("&Action=")) return text;
  const form = new URLSearchParams(text);
  const mail = Buffer.from(form.get("RawMessage.Data") ?? "", "base64").toString("utf8");
  return [...form.values(), mail].join("\n");
};

/** Errors that are the service's fault, not the caller's; the others answer 400, throttling included. */
const serverErrors = /^(Internal|Service(Unavailable|Failure)|RequestTimeout)/;

const xml = (status: number, code: string): Answer => ({
  status,
  headers: { "content-type": "text/xml" },
  body: Buffer.from(
    `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>${status < 500 ? "Sender" : "Receiver"}</Type><Code>${code}</Code><Message>Refused for a test</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
  ),
});

const refusal = ({ service, error }: Fault): Answer => {
  const status = serverErrors.test(error) ? 500 : 400;
  if (service === "ses") return xml(status, error);
  return jsonAnswer(status, { __type: error, message: "Refused for a test" }, "application/x-amz-json-1.0");
};

export const createFaults = (): Faults => {
  let present: { fault: Fault; left: number }[] = [];
  const take = (service: string, said: () => string): Fault | undefined => {
    const met = present.find(
      ({ fault: { service: of, match } }) => of === service && (match === undefined || said().includes(match)),
    );
    if (met === undefined) return undefined;
    met.left -= 1;
    if (met.left <= 0) present = present.filter((each) => each !== met);
    return met.fault;
  };
  return {
    add: (added) => {
      present.push({ fault: added, left: added.times });
    },
    clear: () => {
      present = [];
    },
    meet: (service, said) => {
      const met = take(service, said);
      return met && refusal(met);
    },
    meetObjects: (text) => take("s3", () => text)?.error,
  };
};
