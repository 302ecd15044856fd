import { open } from "node:fs/promises";
import { fileTypeFromTokenizer } from "file-type";
import { fromFile } from "strtok3";
import { bareType } from "../../../shared/domain/attachments.ts";
import { type Allowed } from "./allowed.ts";
import { Refused } from "./verdict.ts";

/** A compound file of old Office holds a new document whole when that one is protected by a password: [MS-OFFCRYPTO], 2.3. */
const encryptedPackage = Buffer.from("EncryptedPackage", "utf16le");

const isEncrypted = async (path: string): Promise<boolean> => {
  await using file = await open(path, "r");
  return (await file.readFile()).includes(encryptedPackage);
};

/**
 * What the signature says, or "". Through the tokenizer that file-type would load by itself, since it does so in a way that
 * a bundle cannot follow.
 */
const typeOf = async (path: string): Promise<string> => {
  const tokenizer = await fromFile(path);
  try {
    return bareType((await fileTypeFromTokenizer(tokenizer))?.mime ?? "");
  } finally {
    await tokenizer.close();
  }
};

/**
 * Holds the content against what was declared, by the content's own signature.
 *
 * @throws Refused if it is another type, or a known one that no attachment may be
 */
export const refuseOther = async (path: string, row: Allowed): Promise<void> => {
  const found = await typeOf(path);
  if (row.content.includes(found)) return;
  if (row.by === "office" && /macroenabled/i.test(found)) throw new Refused("macros");
  if (row.by === "office" && found === "application/x-cfb" && (await isEncrypted(path))) {
    throw new Refused("encrypted");
  }
  throw new Refused("typeDiffers");
};
