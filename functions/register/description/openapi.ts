import { problemsOfAny, type Answer, type Route } from "../../../shared/shell/contract.ts";
import type { Language, Words } from "../../../shared/shell/language.ts";
import { problemTable } from "../../../shared/shell/problems.ts";
import { problemAnswer } from "../../../shared/view/answers.ts";
import { aboutTheApi, capabilityWords, secretWords, signInWords, type Capabilities } from "./about.ts";
import { pathParametersOf } from "./path-parameters.ts";
import { gatewayProblems } from "./problem-occasions.ts";
import { schemaBook, type JsonSchema, type SchemaBook } from "./schema-book.ts";

/** An OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), but for its servers. */
export type OpenApi = {
  readonly openapi: string;
  readonly info: object;
  readonly tags: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, object>>;
};

type Operation = {
  readonly operationId: string;
  readonly parameters: readonly object[];
  readonly responses: Readonly<Record<string, object>>;
};

const text: JsonSchema = { type: "string" };

const securityOf = (auth: Route["auth"]): readonly Readonly<Record<string, readonly string[]>>[] => {
  switch (auth) {
    case "none":
      return [];
    case "optionalSecret":
      return [{}, { trackingSecret: [] }];
    case "secret":
      return [{ trackingSecret: [] }];
    case "officer":
      return [{ officer: [] }];
  }
};

const parametersOf = (route: Route, book: SchemaBook, language: Language): readonly object[] => {
  const query = route.query ? book.of(route.query, "request") : {};
  return [
    ...pathParametersOf(route.path).map(({ name, words }) => ({
      name,
      in: "path",
      required: true,
      description: words[language],
      schema: text,
    })),
    ...Object.entries(query.properties ?? {}).map(([name, { description, ...schema }]) => ({
      name,
      in: "query",
      ...(query.required?.includes(name) ? { required: true } : {}),
      ...(description === undefined ? {} : { description }),
      schema,
    })),
    ...Object.entries(route.headers ?? {})
      .filter(([name]) => name !== "accept-language")
      .map(([name, words]) => ({ name, in: "header", description: words[language], schema: text })),
    { $ref: "#/components/parameters/AcceptLanguage" },
  ];
};

const headersOf = (headers: Readonly<Record<string, Words>>, language: Language) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, words]) => [
      name,
      { description: words[language], required: true, schema: text },
    ]),
  );

const mediaType = (contentType: string): string => contentType.split(";")[0]?.trim() ?? contentType;

/** Whether people meet the route in a browser; what is refused there is said on a page. */
const isPage = ({ bodyKind, answers }: Route): boolean =>
  bodyKind === "form" ||
  Object.values(answers).some(({ contentType }) => contentType !== undefined && mediaType(contentType) === "text/html");

const answerOf = ({ description, schema, contentType, headers }: Answer, book: SchemaBook, language: Language) => ({
  description: description[language],
  ...(headers ? { headers: headersOf(headers, language) } : {}),
  ...(schema
    ? { content: { [contentType ?? "application/json"]: { schema: book.of(schema, "answer") } } }
    : contentType === undefined
      ? {}
      : { content: { [mediaType(contentType)]: { schema: text } } }),
});

const bodyTypes = { json: "application/json", form: "application/x-www-form-urlencoded", csv: "text/csv" } as const;

/** The statuses with which a route may refuse, lowest first. */
export const refusalsOf = (route: Route): readonly number[] =>
  [...new Set([...route.problems, ...problemsOfAny])].sort((a, b) => a - b);

/** The refusals of a route by the names of their descriptions. */
const refusalNamesOf = (route: Route): readonly (readonly [number, string])[] =>
  refusalsOf(route).map((status) => [status, `${isPage(route) ? "Page" : "Problem"}${status}`]);

const operationOf = (route: Route, capability: string, book: SchemaBook, language: Language): Operation => ({
  operationId: route.name,
  ...{ tags: [capability], summary: route.summary[language], security: securityOf(route.auth) },
  parameters: parametersOf(route, book, language),
  ...(route.body
    ? {
        requestBody: {
          required: true,
          content: { [bodyTypes[route.bodyKind ?? "json"]]: { schema: book.of(route.body, "request") } },
        },
      }
    : {}),
  responses: {
    ...Object.fromEntries(
      Object.entries(route.answers).map(([status, answer]) => [status, answerOf(answer, book, language)]),
    ),
    ...Object.fromEntries(
      refusalNamesOf(route).map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
    ),
  },
});

const problemHeaders: Readonly<Record<number, Readonly<Record<string, Words>>>> = {
  429: { "retry-after": { id: "Detik sampai boleh dicoba lagi.", en: "Seconds until trying again may help." } },
  503: { "retry-after": { id: "Detik sampai boleh dicoba lagi.", en: "Seconds until trying again may help." } },
};

const refusals = (routes: readonly Route[], book: SchemaBook, language: Language) => {
  const schema = book.of(problemAnswer, "answer");
  return Object.fromEntries(
    routes.flatMap(refusalNamesOf).map(([status, name]) => {
      const rows = Object.values(problemTable).filter((row) => row.status === status);
      const gateway = gatewayProblems.filter((problem) => problem.status === status);
      const causes = [...rows.map(({ title }) => title[language]), ...gateway.map(({ when }) => when[language])];
      const headers = problemHeaders[status];
      const refusal = {
        description: [...new Set(causes)].join(" · "),
        ...(headers ? { headers: headersOf(headers, language) } : {}),
        content: {
          ...(name.startsWith("Page") ? { "text/html": { schema: text } } : {}),
          "application/problem+json": { schema },
        },
      };
      return [name, refusal];
    }),
  );
};

/** Describes every capability's routes for programs, in one language. */
export const openApi = (capabilities: Capabilities, language: Language): OpenApi => {
  const book = schemaBook(language);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [capability, routes] of Object.entries(capabilities)) {
    for (const route of routes) {
      const atPath = (paths[route.path] ??= {});
      atPath[route.method.toLowerCase()] = operationOf(route, capability, book, language);
    }
  }
  const responses = refusals(Object.values(capabilities).flat(), book, language);
  return {
    openapi: "3.1.1",
    info: { title: aboutTheApi.title[language], version: "1", description: aboutTheApi.description[language] },
    tags: Object.keys(capabilities).map((name) => ({
      name,
      description: capabilityWords(name)[language],
    })),
    paths,
    components: {
      schemas: book.named(),
      responses,
      parameters: {
        AcceptLanguage: {
          name: "accept-language",
          in: "header",
          description: aboutTheApi.language[language],
          schema: { type: "string", default: "id", examples: ["id", "en"] },
        },
      },
      securitySchemes: {
        trackingSecret: { type: "http", scheme: "bearer", description: secretWords[language] },
        officer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: signInWords[language] },
      },
    },
  };
};
