import { HtmlValidate } from "html-validate";

/** What is wrong with a page or a mail as HTML; how it is written is the formatter's business. */
export const faultsOfHtml = async (
  markup: string,
  { inlineStyles = false }: { readonly inlineStyles?: boolean } = {},
): Promise<readonly string[]> => {
  const { results } = await new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: {
      "void-style": "off",
      "doctype-style": "off",
      "no-trailing-whitespace": "off",
      "long-title": "off",
      // Boxes of one name are one list of values, which it would have named "name[]".
      "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "reset", "submit"] }],
      ...(inlineStyles ? { "no-inline-style": "off" } : {}),
    },
  }).validateString(markup);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`),
  );
};
