import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startCloud, type RunningCloud } from "./cloud.ts";

let running: RunningCloud;
beforeAll(async () => {
  running = await startCloud();
});
afterAll(() => running.stop());

// What is refused is tried again after seconds, for real.
vi.setConfig({ testTimeout: 180_000 });

const garbage = (reporter: string) => ({
  class: "complaint",
  text: "Sampah menumpuk dan berbau di TPS dekat pasar, sudah seminggu tidak diangkut.",
  reporter: { email: reporter },
});

describe("bad luck", () => {
  it("of a throttled mail service delays mails and loses none, nor sends one twice", async () => {
    const { someone } = running;
    await someone.refuse({ service: "ses", error: "Throttling", times: 6 });
    const receipt = await someone.file(garbage("satu@surel.example"));
    await someone.settled();
    expect(await someone.mailsAbout(receipt.trackingNumber, "satu@surel.example")).toHaveLength(1);
    expect(await someone.mailsAbout(receipt.trackingNumber, "@dlh.kutim.example")).toHaveLength(1);
  });

  it("of a mail that is refused for good shows in the report and holds up no other", async () => {
    const { someone } = running;
    await someone.refuse({ service: "ses", error: "MessageRejected", times: 1, match: "@dlh.kutim.example" });
    const receipt = await someone.file(garbage("dua@surel.example"));
    await someone.settled();
    expect(await someone.mailsAbout(receipt.trackingNumber, "@dlh.kutim.example")).toHaveLength(0);
    expect(await someone.mailsAbout(receipt.trackingNumber, "dua@surel.example")).toHaveLength(1);
    // The coordinator is told, and sees it on the report.
    expect(await someone.mailsAbout(receipt.trackingNumber, "@diskominfo.kutim.example")).toHaveLength(1);
    const coordinator = (await someone.officers()).find(({ role }) => role === "coordinator");
    const seen = await someone.call("GET", `/v1/officer/complaints/${receipt.trackingNumber}`, {
      headers: { authorization: `Bearer ${await someone.tokenOf(coordinator?.mail ?? "")}` },
    });
    expect(JSON.stringify(seen.body)).toContain("mailRefused");
  });

  it("of a table that refuses for a while loses nothing", async () => {
    const { someone } = running;
    const receipts = await Promise.all(
      Array.from({ length: 5 }, (_, i) => someone.file(garbage(`tiga${i}@surel.example`))),
    );
    await someone.refuse({ service: "dynamodb", error: "ProvisionedThroughputExceededException", times: 25 });
    await someone.settled();
    for (const receipt of receipts) {
      expect((await someone.view(receipt)).status).toBe("dispatched");
      expect(await someone.mailsAbout(receipt.trackingNumber, "@dlh.kutim.example")).toHaveLength(1);
    }
  });

  it("of a filing sent again and again makes one report and one receipt", async () => {
    const { someone } = running;
    const filing = garbage("empat@surel.example");
    const headers = { "idempotency-key": "7d1c6ff0-lima kali" };
    const receipts = await Promise.all(Array.from({ length: 5 }, () => someone.file(filing, headers)));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    await someone.settled();
    const [receipt] = receipts;
    if (!receipt) throw new Error("there is no receipt");
    expect(await someone.mailsAbout(receipt.trackingNumber, "empat@surel.example")).toHaveLength(1);
    const other = await someone.call("POST", "/v1/complaints", { body: { ...filing, class: "aspiration" }, headers });
    expect(other.status).toBe(422);
  });
});
