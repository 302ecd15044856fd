import type { Route } from "../plan/api.ts";

/** Finds the route of a request: fixed parts before parameters, parameters before `{proxy+}`, as API Gateway does. */
export type Found = Readonly<{ route: Route; parameters: Readonly<Record<string, string>> }>;
export type FindRoute = (method: string, path: string) => Found | "malformed" | undefined;

const rank = (segment: string | undefined): number => {
  if (segment === undefined) return 3;
  if (/^\{.+\+\}$/.test(segment)) return 2;
  return segment.startsWith("{") ? 1 : 0;
};

const segmentsOf = (path: string): readonly string[] => path.split("/").slice(1);

const before = (left: Route, right: Route): number => {
  const [a, b] = [segmentsOf(left.path), segmentsOf(right.path)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = rank(a[index]) - rank(b[index]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === "ANY") - Number(right.method === "ANY");
};

const match = (route: Route, given: readonly string[]): Record<string, string> | undefined => {
  const wanted = segmentsOf(route.path);
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(segment)?.[1];
    if (greedy !== undefined) {
      const rest = given.slice(index).join("/");
      return rest === "" ? undefined : { ...parameters, [greedy]: rest };
    }
    const value = given[index];
    if (value === undefined) return undefined;
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined ? value !== segment : value === "") return undefined;
    if (name !== undefined) parameters[name] = value;
  }
  return given.length === wanted.length ? parameters : undefined;
};

const decoded = (path: string): readonly string[] | undefined => {
  try {
    return segmentsOf(path).map(decodeURIComponent);
  } catch {
    return undefined;
  }
};

export const createFindRoute = (routes: readonly Route[]): FindRoute => {
  const ordered = [...routes].sort(before);
  return (method, path) => {
    const given = decoded(path.length > 1 ? path.replace(/\/$/, "") : path);
    if (given === undefined) return "malformed";
    for (const route of ordered) {
      if (route.method !== method && route.method !== "ANY") continue;
      const parameters = match(route, given);
      if (parameters !== undefined) return { route, parameters };
    }
    return undefined;
  };
};
