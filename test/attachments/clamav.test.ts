import { existsSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { clamAv, scannerHere } from "../../functions/attachments/inspection/clamav.ts";
import { signatureScanner } from "../../functions/attachments/inspection/scanner.ts";
import { eicar } from "../../functions/attachments/inspection/scanner.ts";
import { docx } from "./corpus/documents.ts";
import { jpegWithTags } from "./corpus/images.ts";
import { newFolder, removeFolders, verdict } from "./inspecting.ts";

afterAll(removeFolders);

const fileOf = async (bytes: Uint8Array): Promise<string> => {
  const path = join(await newFolder(), "file");
  await writeFile(path, bytes);
  return path;
};

/** A program in the engine's place that ends with this code. */
const engineThatEndsWith = async (code: number): Promise<string> => {
  const path = await fileOf(Buffer.from(`#!/bin/sh\nexit ${code}\n`));
  await chmod(path, 0o755);
  return path;
};

describe("The signature of the test file", () => {
  it("is found at the start, behind other bytes and across two pieces of a large file", async () => {
    const piece = 64 * 1024;
    for (const before of [0, 10, piece - 30, piece, 3 * piece - 1]) {
      const path = await fileOf(Buffer.concat([Buffer.alloc(before), eicar, Buffer.alloc(100)]));
      expect(await signatureScanner(path), String(before)).toBe("malware");
    }
  });

  it("is not found where it is not", async () => {
    expect(await signatureScanner(await fileOf(eicar.subarray(0, -1)))).toBe("clean");
  });
});

describe("An engine", () => {
  it("has found something when it ends with 1, and nothing with 0", async () => {
    const path = await fileOf(Buffer.from("x"));
    expect(await clamAv({ command: await engineThatEndsWith(1) })(path)).toBe("malware");
    expect(await clamAv({ command: await engineThatEndsWith(0) })(path)).toBe("clean");
  });

  it("that fails, hangs or is missing decides nothing", async () => {
    const path = await fileOf(Buffer.from("x"));
    await expect(clamAv({ command: await engineThatEndsWith(2) })(path)).rejects.toThrow();
    await expect(clamAv({ command: "/nowhere/clamscan" })(path)).rejects.toThrow();
    const slow = await fileOf(Buffer.from("#!/bin/sh\nexec sleep 5\n"));
    await chmod(slow, 0o755);
    await expect(clamAv({ command: slow, seconds: 0.1 })(path)).rejects.toThrow();
  });
});

describe("The scanner of a machine", () => {
  /** Programs of these names that end with these codes, and signatures or none. */
  const machine = async (codes: Readonly<Record<string, number>>, signatures: boolean) => {
    const folder = await newFolder();
    for (const [name, code] of Object.entries(codes)) {
      await writeFile(join(folder, name), `#!/bin/sh\nexit ${code}\n`);
      await chmod(join(folder, name), 0o755);
    }
    await mkdir(join(folder, "signatures"));
    if (signatures) await writeFile(join(folder, "signatures/daily.cvd"), "");
    return scannerHere({ programs: [folder], signatures: [join(folder, "signatures")] });
  };
  const cases = [
    ["a daemon that answers", { clamdscan: 0 }, false, "ClamAV"],
    ["a daemon that does not, and signatures", { clamdscan: 21, clamscan: 0 }, true, "ClamAV"],
    ["a program with signatures", { clamscan: 0 }, true, "ClamAV"],
    ["a program without any", { clamscan: 0 }, false, "EICAR's signature alone"],
    ["a daemon that does not answer", { clamdscan: 21 }, true, "EICAR's signature alone"],
    ["nothing", {}, true, "EICAR's signature alone"],
  ] as const;
  it.each(cases)("with %s", async (_, codes, signatures, engine) => {
    expect((await machine(codes, signatures)).engine).toBe(engine);
  });

  it("asks the engine, and finds the test file whatever the engine says", async () => {
    const found = await machine({ clamscan: 1 }, true);
    expect(await found.scanner(await fileOf(Buffer.from("x")))).toBe("malware");
    const silent = await machine({ clamscan: 0 }, true);
    expect(await silent.scanner(await fileOf(eicar))).toBe("malware");
    expect(await silent.scanner(await fileOf(Buffer.from("x")))).toBe("clean");
  });
});

const installed = "/usr/bin/clamscan";

describe.skipIf(!existsSync(installed))("ClamAV itself, with one signature of our own", () => {
  /** Its name, any type of file, any place, and the bytes: https://docs.clamav.net/manual/Signatures/BodySignatureFormat.html */
  const signature = `Tuntas.Test:0:*:${Buffer.from("this is the bad part").toString("hex")}\n`;
  const engine = async () => {
    const database = join(await newFolder(), "test.ndb");
    await writeFile(database, signature);
    return clamAv({ command: installed, database });
  };

  it("finds it inside a document, where it lies compressed", async () => {
    const bytes = await docx((parts) => {
      parts["word/comments.xml"] = "<a>this is the bad part</a>".padEnd(2_000, " ");
    });
    const contentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    expect(await verdict({ name: "a.docx", contentType, bytes, scanner: await engine() })).toBe("malware");
  });

  it("lets a picture pass", async () => {
    const sent = { name: "a.jpg", contentType: "image/jpeg", bytes: await jpegWithTags() };
    expect(await verdict({ ...sent, scanner: await engine() })).toBe("ready");
  });
});
