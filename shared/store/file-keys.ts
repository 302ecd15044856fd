/** Where files lie in the two buckets: one builder and one parser for each kind of place. */

export type FileName = { readonly complaintId: string; readonly attachmentId: string };
/** One upload of a file, by the ETag that S3 gave it: a second upload never comes in the way of the first. */
export type UploadName = FileName & { readonly upload: string };

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

const under = (place: string, { complaintId, attachmentId, upload }: UploadName): string =>
  `${place}/${complaintId}/${attachmentId}/${upload}`;

export const cleanKey = (of: UploadName, rendition: Rendition): string => `${under("clean", of)}/${rendition}`;

/** The untouched original, where a government keeps it at all. */
export const sealedKey = (of: UploadName): string => under("sealed", of);
