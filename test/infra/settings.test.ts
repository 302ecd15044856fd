import { describe, expect, it } from "vitest";
import { readSettings } from "../../infra/stages.ts";

const settingsOf = (context: Readonly<Record<string, unknown>>): ReturnType<typeof readSettings> =>
  readSettings((key) => context[key]);

describe("the settings of a stage", () => {
  it("are dev's in Jakarta when nothing is said", () => {
    expect(settingsOf({})).toMatchObject({ stage: "dev", region: "ap-southeast-3", protectData: false });
  });

  it("protect data in prod, and in a stage that nobody has described", () => {
    expect(settingsOf({ stage: "prod" })).toMatchObject({ protectData: true, firewall: true, logDays: 365 });
    expect(settingsOf({ stage: "training" })).toMatchObject({ protectData: true, firewall: true });
  });

  it("have files scanned for malware, but for dev, and keep originals nowhere unless a government says so", () => {
    expect(settingsOf({ stage: "prod" })).toMatchObject({ scanForMalware: true, keepOriginals: false });
    expect(settingsOf({ stage: "training" })).toMatchObject({ scanForMalware: true, keepOriginals: false });
    expect(settingsOf({})).toMatchObject({ scanForMalware: false, keepOriginals: false });
    expect(settingsOf({ keepOriginals: "true", attachmentYears: "10" })).toMatchObject({
      keepOriginals: true,
      attachmentYears: 10,
    });
    expect(() => settingsOf({ attachmentYears: "0" })).toThrow(/attachmentYears/);
  });

  it("have filings challenged in prod while there is a burst, and nowhere else unless somebody says so", () => {
    expect(settingsOf({ stage: "prod" })).toMatchObject({ challenge: "burst", burstFilings: 600 });
    expect(settingsOf({ stage: "training" })).toMatchObject({ challenge: "off" });
    expect(settingsOf({ challenge: "always", burstFilings: "60" })).toMatchObject({
      challenge: "always",
      burstFilings: 60,
    });
    expect(() => settingsOf({ challenge: "sometimes" })).toThrow(/challenge/);
  });

  it("take each value from the command line's strings and from cdk.json's own types", () => {
    expect(settingsOf({ logDays: "30", firewall: "true", requestsPerSecond: "50" })).toEqual(
      settingsOf({ logDays: 30, firewall: true, requestsPerSecond: 50 }),
    );
    expect(settingsOf({ stage: "prod", protectData: "false" }).protectData).toBe(false);
  });

  it("refuse a value that AWS would refuse, and name it", () => {
    expect(() => settingsOf({ logDays: "31" })).toThrow(/Settings of stage dev:[^]*logDays/);
    expect(() => settingsOf({ mailBatchesAtOnce: "1" })).toThrow(/mailBatchesAtOnce/);
    expect(() => settingsOf({ mailDomain: "not a domain" })).toThrow(/mailDomain/);
    expect(() => settingsOf({ stage: "Prod!" })).toThrow(/stage/);
    expect(() => settingsOf({ firewall: "perhaps" })).toThrow(/firewall/);
    expect(() => settingsOf({ directorySeconds: "601" })).toThrow(/directorySeconds/);
    expect(() => settingsOf({ directorySeconds: "0" })).toThrow(/directorySeconds/);
  });

  it("want a certificate with a domain", () => {
    expect(() => settingsOf({ apiDomain: "lapor.kutim.example" })).toThrow(/go together/);
  });
});
