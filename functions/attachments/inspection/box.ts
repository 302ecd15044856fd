import { Refused } from "./verdict.ts";

/** A box of the ISO base media file format (ISO/IEC 14496-12, 4.2): its type and what is in it. */
export type Box = { readonly type: string; readonly body: Buffer };

const headerLength = 8;

/** The boxes that lie one after the other in `bytes`. @throws Refused if one reaches beyond the end */
export const boxesIn = (bytes: Buffer): readonly Box[] => {
  const boxes: Box[] = [];
  let at = 0;
  while (at + headerLength <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (length < headerLength || at + length > bytes.length) throw new Refused("notReadable");
    boxes.push({
      type: bytes.toString("latin1", at + 4, at + 8),
      body: bytes.subarray(at + headerLength, at + length),
    });
    at += length;
  }
  return boxes;
};

export const boxOf = (type: string, ...body: readonly Uint8Array[]): Buffer => {
  const header = Buffer.alloc(headerLength);
  header.writeUInt32BE(headerLength + body.reduce((sum, part) => sum + part.length, 0));
  header.write(type, 4, "latin1");
  return Buffer.concat([header, ...body]);
};

/** The box of this type. @throws Refused if there is none or it is shorter than it has to be */
export const need = (boxes: readonly Box[], type: string, length: number): Buffer => {
  const body = boxes.find((box) => box.type === type)?.body;
  if (body === undefined || body.length < length) throw new Refused("notReadable");
  return body;
};
