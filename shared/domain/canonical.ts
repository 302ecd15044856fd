/** JSON in which the names of an object are in order: the same for all that says the same. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, its]) => its !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, its]) => `${JSON.stringify(name)}:${canonicalJson(its)}`);
  return `{${fields.join(",")}}`;
};
