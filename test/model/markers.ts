/** Texts that are nowhere else, so that where they are found says who gets to see what. */

export const noteMarker = "zqcatatan";
export const nameMarker = "zqnamaberkas";

/** Who reports: in the table of identities, and nowhere else. */
export const identity = {
  name: "Zqnama Pelapor",
  email: "zqsurel@surel.example",
  phone: "+6284000777123",
} as const;

const traces = ["Zqnama", "zqsurel", "84000777123"];

export const tracesOfIdentity = (said: unknown): readonly string[] => {
  const written = JSON.stringify(said);
  return traces.filter((trace) => written.includes(trace));
};
export const saysNote = (said: unknown): boolean => JSON.stringify(said).includes(noteMarker);
export const saysName = (said: unknown): boolean => JSON.stringify(said).includes(nameMarker);
