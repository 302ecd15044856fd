import { describe, expect, it } from "vitest";
import { errorInBrief, makeLog } from "../../shared/shell/logger.ts";

const written = (environment: Readonly<Record<string, string | undefined>>) => {
  const lines: string[] = [];
  return { lines, log: makeLog(environment, (line) => lines.push(line)) };
};

describe("a log line", () => {
  it("is one line of JSON with level, time, service and trace, and what happened", () => {
    const trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    const { lines, log } = written({ SERVICE_NAME: "intake", _X_AMZN_TRACE_ID: trace });
    log.warn("REQUEST_REFUSED", "answered 404\nand more", { route: "viewComplaint", status: 404 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\n]+\n$/);
    const { timestamp, ...rest } = JSON.parse(lines[0] ?? "") as Record<string, unknown>;
    expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(rest).toStrictEqual({
      level: "WARN",
      message: "answered 404\nand more",
      service: "intake",
      xray_trace_id: "1-5759e988-bd862e3fe1be46a994272793",
      code: "REQUEST_REFUSED",
      route: "viewComplaint",
      status: 404,
    });
  });

  it.each([
    ["DEBUG", ["INFO", "WARN", "ERROR"]],
    ["INFO", ["INFO", "WARN", "ERROR"]],
    ["WARN", ["WARN", "ERROR"]],
    ["ERROR", ["ERROR"]],
    ["LOUD", ["INFO", "WARN", "ERROR"]],
    [undefined, ["INFO", "WARN", "ERROR"]],
  ])("is written from the level %s on", (LOG_LEVEL, levels) => {
    const { lines, log } = written({ LOG_LEVEL });
    log.info("SWEEP_DONE", "info");
    log.warn("SWEEP_DONE", "warn");
    log.error("SWEEP_DONE", "error");
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toStrictEqual(levels);
  });
});

describe("an error in the log", () => {
  it("is its name and the first places it passed, never its message", () => {
    const brief = errorInBrief(new TypeError("NIK 6408991212900001\n    at somewhere:1:2"));
    expect(brief).toMatch(/^TypeError at .*logger\.test\.ts/);
    expect(brief).not.toMatch(/6408|somewhere/);
    expect(errorInBrief("6408991212900001")).toBe("string");
  });
});
