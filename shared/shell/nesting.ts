/**
 * Whether brackets nest deeper than `most` in a JSON text; those inside of strings are writing. Asked before the text
 * is parsed, since how deep the parser itself can go depends on how much stack happens to be left.
 */
export const nestsDeeperThan = (most: number, json: string): boolean => {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charAt(at);
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "[" || character === "{") {
      depth += 1;
      if (depth > most) return true;
    } else if (character === "]" || character === "}") depth -= 1;
  }
  return false;
};
