import { describe, expect, test } from "vitest";
import { permanentRefusal } from "../../functions/notifications/ses-refusals.ts";

const error = (name: string, message = ""): Error => Object.assign(new Error(message), { name });

describe("what SES says", () => {
  test.each(["MessageRejected", "InvalidParameterValue", "InvalidParameterCombination"])("%s ends the mail", (name) => {
    expect(permanentRefusal(error(name))).toBe(name);
  });

  test.each([
    "Throttling",
    "ThrottlingException",
    "ServiceUnavailable",
    "InternalFailure",
    "AccountSendingPausedException",
    "ConfigurationSetDoesNotExistException",
    "ConfigurationSetSendingPausedException",
    "MailFromDomainNotVerifiedException",
    "AccessDenied",
    "TimeoutError",
    "Error",
  ])("%s passes", (name) => {
    expect(permanentRefusal(error(name))).toBeNull();
  });

  test("MessageRejected passes where it is about the account and not about the mail", () => {
    const unverified = "Email address is not verified. The following identities failed the check: x@y.example";
    expect(permanentRefusal(error("MessageRejected", unverified))).toBeNull();
    expect(permanentRefusal(error("MessageRejected", "Sending paused for this account."))).toBeNull();
    expect(permanentRefusal(error("MessageRejected", "Address blacklisted"))).toBe("MessageRejected");
  });

  test("what is no error of SES passes", () => {
    expect(permanentRefusal("MessageRejected")).toBeNull();
  });
});
