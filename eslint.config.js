import js from "@eslint/js";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** One direction of imports: handlers -> use cases -> domain; adapters -> domain; nothing imports infra. */
const room = (files, forbidden, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [{ group: forbidden, message }] }] },
});

const impure = [
  "@aws-sdk/*",
  "@middy/*",
  "@aws-lambda-powertools/*",
  "node:*",
  "**/store/**",
  "**/shell/**",
  "**/functions/**",
  "**/infra/**",
];

export default tseslint.config(
  { ignores: ["cdk.out/", ".build/", ".local/", "coverage/", "node_modules/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        {
          ignoreRestSiblings: true,
          varsIgnorePattern: "^_",
          argsIgnorePattern: "^_",
          destructuredArrayIgnorePattern: "^_",
        },
      ],
      "@typescript-eslint/only-throw-error": "error",
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
  room(["shared/**/*.ts"], ["**/functions/**", "**/infra/**"], "shared/ serves functions and infra; it knows neither."),
  // After shared/, whose rule it replaces: of two that fit a file, the later one holds alone.
  room(["shared/domain/**/*.ts"], impure, "The domain is pure: no AWS, no clock, no chance, no environment."),
  // A hash is a function of its argument, and what a report's events add up to is the domain's to say.
  room(
    ["shared/domain/chain.ts", "shared/domain/own-words.ts"],
    [...impure, "!node:crypto"],
    "Of Node, the chain of events takes hashing alone.",
  ),
  room(["functions/**/*.ts"], ["**/infra/**"], "Nothing imports infra."),
  {
    files: ["functions/**/*.ts"],
    ignores: ["functions/**/*.handler.ts", "functions/**/routes.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "The handler parses the environment." },
      ],
    },
  },
  { files: ["infra/local/**/*.ts", "infra/local/**/*.js", "test/**/*.ts"], rules: { "no-console": "off" } },
);
