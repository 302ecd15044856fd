/** Where files lie in the two buckets: one builder and one parser for each kind of place. */

export type FileName = { readonly complaintId: string; readonly attachmentId: string };

/** What came out of the inspection: the file itself, a picture for the page, a small one for a list. */
export const renditions = ["file", "preview", "thumbnail"] as const;
export type Rendition = (typeof renditions)[number];

/** Where senders put files; nobody but the inspector reads here. */
export const incomingKey = {
  prefix: "incoming/",
  build: ({ complaintId, attachmentId }: FileName): string => `incoming/${complaintId}/${attachmentId}`,
  parse: (key: string): FileName | null => {
    const [, complaintId, attachmentId] = /^incoming\/([A-Za-z0-9_-]{22})\/([A-Za-z0-9_-]{16})$/.exec(key) ?? [];
    return complaintId && attachmentId ? { complaintId, attachmentId } : null;
  },
};

export const cleanKey = ({ complaintId, attachmentId }: FileName, rendition: Rendition): string =>
  `clean/${complaintId}/${attachmentId}/${rendition}`;

/** The untouched original, where a government keeps it at all. */
export const sealedKey = ({ complaintId, attachmentId }: FileName): string => `sealed/${complaintId}/${attachmentId}`;
