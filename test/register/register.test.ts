import { describe, expect, it } from "vitest";
import { contracts } from "../../functions/contracts.ts";
import { describe as describeApi } from "../../functions/register/description/description.ts";
import { registerEndpoints } from "../../functions/register/endpoints.ts";
import * as routes from "../../functions/register/routes.ts";
import { decide } from "../../shared/domain/decide.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { directory as seeded, filing, mondayMorning, reporter } from "../builders.ts";
import { assertMatchesContract } from "../contract/match.ts";
import { functionOf, type Answered, type Call } from "../shell/call.ts";

type Deps = { readonly directory?: Directory; readonly now?: string };

/** The register behind API Gateway; every answer is held against the contract. */
const register = ({ directory = seeded, now = mondayMorning }: Deps = {}) => {
  let reads = 0;
  const description = describeApi(contracts);
  const call = functionOf(
    registerEndpoints({
      directory: () => {
        reads += 1;
        return Promise.resolve(directory);
      },
      now: () => now,
      description: () => Promise.resolve(description),
    }),
  );
  const get = async (route: Route, request: Call = {}): Promise<Answered> => {
    const answer = await call(route, request);
    assertMatchesContract(route.method, route.path, answer.status, answer.headers, answer.body);
    return answer;
  };
  return { get, reads: () => reads };
};

type Item = { readonly code: string; readonly name: string; readonly parent: string | null };
const itemsIn = ({ body }: Answered): readonly Item[] => (body as { items: readonly Item[] }).items;
const codesIn = (answer: Answered): readonly string[] => itemsIn(answer).map(({ code }) => code);

const withAgencies = (...changes: readonly Partial<Directory["agencies"][number]>[]): Directory => ({
  ...seeded,
  agencies: changes.map((change, at) => ({
    code: `dinas${at}`,
    name: `Dinas ${at}`,
    kind: "dinas",
    parent: null,
    regionCode: "64.08",
    timeZone: "Asia/Makassar",
    mail: ["rahasia@dinas.example"],
    coordinator: at === 0,
    validFrom: "2020-01-01",
    ...change,
  })),
  policy: { ...seeded.policy, coordinatorAgencyCode: "dinas0" },
});

describe("the agencies", () => {
  it("are listed with kind and parent, in the order of their codes", async () => {
    const answer = await register().get(routes.listAgencies);
    const codes = codesIn(answer);
    expect(codes).toEqual([...codes].sort());
    expect(itemsIn(answer)).toContainEqual({
      code: "kutim.inspektorat",
      name: "Inspektorat Daerah",
      kind: "inspectorate",
      parent: "kutim",
      regionCode: "64.08",
      coordinator: false,
    });
  });

  it("keep their mail addresses to themselves", async () => {
    const { text } = await register().get(routes.listAgencies);
    expect(text).not.toContain("@");
    expect(text).not.toContain("mail");
  });

  it("are those of today where the government is, from the first moment of their first day to the last of their last", async () => {
    const directory = withAgencies(
      {},
      { code: "baru", validFrom: "2026-07-06" },
      { code: "lama", validTo: "2026-07-05" },
    );
    // Midnight in Makassar is 16:00 UTC of the day before.
    const before = await register({ directory, now: "2026-07-05T15:59:59.999Z" }).get(routes.listAgencies);
    expect(codesIn(before)).toEqual(["dinas0", "lama"]);
    const after = await register({ directory, now: "2026-07-05T16:00:00.000Z" }).get(routes.listAgencies);
    expect(codesIn(after)).toEqual(["baru", "dinas0"]);
  });

  it("are exactly those that a filing may name", async () => {
    const directory = withAgencies(
      {},
      { code: "baru", validFrom: "2027-01-01" },
      { code: "lama", validTo: "2020-02-01" },
    );
    const listed = codesIn(await register({ directory }).get(routes.listAgencies));
    for (const { code } of directory.agencies) {
      const decision = decide(null, filing({ agencyCode: code }), {
        actor: reporter,
        now: mondayMorning,
        directory,
        cause: "test",
      });
      expect(decision.ok, code).toBe(listed.includes(code));
    }
  });
});

describe("the categories", () => {
  it("speak the language asked for, and are sorted by it", async () => {
    const { get } = register();
    for (const language of ["id", "en"] as const) {
      const answer = await get(routes.listCategories, { headers: { "accept-language": language } });
      const names = itemsIn(answer).map(({ name }) => name);
      const words = new Map(seeded.categories.map(({ code, name }) => [code, name[language]]));
      expect(itemsIn(answer).every(({ code, name }) => words.get(code) === name)).toBe(true);
      expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, language)));
      expect(names).toHaveLength(seeded.categories.length);
    }
  });

  it("are groups and, below them, leaves", async () => {
    const items = itemsIn(await register().get(routes.listCategories));
    const groups = items.filter(({ parent }) => parent === null).map(({ code }) => code);
    for (const { parent } of items) if (parent !== null) expect(groups).toContain(parent);
  });
});

describe("the regions", () => {
  it("of Kutai Timur are its 18 districts", async () => {
    const items = itemsIn(await register().get(routes.listRegions, { query: { parent: "64.08" } }));
    expect(items).toHaveLength(18);
    expect(items[0]).toEqual({ code: "64.08.01", name: "Muara Ancalong", level: "district", parent: "64.08" });
  });

  it("without a parent are the topmost", async () => {
    expect(codesIn(await register().get(routes.listRegions))).toEqual(["ID"]);
  });

  it("begin with what is topmost in this directory, where the level above was not loaded", async () => {
    const directory = { ...seeded, regions: seeded.regions.filter(({ code }) => code !== "64" && code !== "ID") };
    expect(codesIn(await register({ directory }).get(routes.listRegions))).toEqual(["64.08"]);
  });

  it("below a region that has none are an empty list", async () => {
    const regions = [{ code: "64", name: "Kalimantan Timur", parent: null, level: "province" as const }];
    const answer = await register({ directory: { ...seeded, regions } }).get(routes.listRegions, {
      query: { parent: "64" },
    });
    expect(answer.status).toBe(200);
    expect(itemsIn(answer)).toEqual([]);
  });

  it.each(["99.99", "64.08.", "x".repeat(41), "", "<script>"])(
    "below %j, which there is not, are refused",
    async (parent) => {
      const answer = await register().get(routes.listRegions, { query: { parent } });
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({ errors: [{ pointer: "/parent" }] });
    },
  );

  it("refuse a parameter that they do not know", async () => {
    expect((await register().get(routes.listRegions, { query: { perent: "64.08" } })).status).toBe(422);
  });
});

const cached = [routes.listAgencies, routes.listCategories, routes.listRegions, routes.describeApi, routes.readDocs];

describe.each(cached.map((route) => [route.path, route] as const))("%s may be kept", (_, route: Route) => {
  it("by anybody for some minutes, for its language", async () => {
    const { headers } = await register().get(route);
    expect(headers["Cache-Control"]).toMatch(/^public, max-age=[1-9]\d+$/);
    expect(headers["Vary"]).toBe("Accept-Language");
    expect(headers["ETag"]).toMatch(/^"[A-Za-z0-9_-]{22}"$/);
  });

  it("and is not sent again to whoever has it", async () => {
    const { get } = register();
    const first = await get(route);
    const etag = first.headers["ETag"] ?? "";
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await get(route, { headers: { "If-None-Match": known } });
      expect(again.status, known).toBe(304);
      expect(again.text).toBe("");
      expect(again.headers["ETag"]).toBe(etag);
      expect(again.headers["Cache-Control"]).toBe(first.headers["Cache-Control"]);
    }
    for (const other of ['"other"', etag.slice(1, -1), ""]) {
      expect((await get(route, { headers: { "If-None-Match": other } })).status, other).toBe(200);
    }
  });

  it("with a mark that is the same from every instance of the function", async () => {
    const [one, other] = [await register().get(route), await register().get(route)];
    expect(one.headers["ETag"]).toBe(other.headers["ETag"]);
    expect(one.text).toBe(other.text);
  });
});

describe("a mark", () => {
  it("changes with what it marks", async () => {
    const before = await register().get(routes.listAgencies);
    const after = await register({ directory: withAgencies({}) }).get(routes.listAgencies);
    expect(after.headers["ETag"]).not.toBe(before.headers["ETag"]);
    const { get } = register();
    const english = await get(routes.listCategories, { headers: { "accept-language": "en" } });
    expect(english.headers["ETag"]).not.toBe((await get(routes.listCategories)).headers["ETag"]);
  });
});

describe("health", () => {
  it("is told without asking any table, and never kept", async () => {
    const { get, reads } = register();
    const answer = await get(routes.checkHealth);
    expect(answer.body).toEqual({ status: "ok", time: mondayMorning });
    expect(answer.headers["Cache-Control"]).toBe("no-store");
    expect(reads()).toBe(0);
  });
});

describe("the description", () => {
  it("names the address that it was asked at", async () => {
    const { get } = register();
    const at = async (headers: Readonly<Record<string, string>>) =>
      ((await get(routes.describeApi, { headers })).body as { servers: unknown }).servers;
    expect(await at({})).toEqual([{ url: "https://lapor.example/dev" }]);
    expect(await at({ Host: "lapor.kutim.example" })).toEqual([{ url: "https://lapor.kutim.example/dev" }]);
    expect(await at({})).toEqual([{ url: "https://lapor.example/dev" }]);
  });

  it("is made without asking any table", async () => {
    const { get, reads } = register();
    await get(routes.describeApi);
    await get(routes.readDocs);
    expect(reads()).toBe(0);
  });

  it("for people is a page in their language, under a policy that allows no script", async () => {
    const { get } = register();
    const indonesian = await get(routes.readDocs);
    expect(indonesian.text).toContain('<html lang="id">');
    expect(indonesian.headers["Content-Type"]).toBe("text/html; charset=utf-8");
    expect(indonesian.headers["Content-Security-Policy"]).toContain("default-src 'none'");
    expect((await get(routes.readDocs, { headers: { "accept-language": "en-GB" } })).text).toContain(
      '<html lang="en">',
    );
  });
});
