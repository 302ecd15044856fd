import { type ChildProcess, fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { childsModule, childsWord } from "./child.ts";
import { type Work } from "./rewrite.ts";
import { type Inspection } from "./verdict.ts";
import type { RefusalReason } from "../../../shared/domain/attachments.ts";

/**
 * Reads the file in a process of its own, which is ended when it takes too long or too much: a loop that never ends, a
 * decoder that crashes and a bomb that no check foresaw all end as a refusal. The process has next to no environment,
 * and so none of the function's keys to AWS.
 */

/** Between two looks at how much memory it has. A bomb at 1 GB a second overshoots by some 50 MB meanwhile. */
const look = 50;
const bytesOfPage = 4096;

/** Resident memory in MB, from proc(5); 0 where there is no /proc, as on a Mac, where time alone is limited. */
const memoryOf = async (pid: number | undefined): Promise<number> => {
  const statm = pid === undefined ? "" : await readFile(`/proc/${pid}/statm`, "latin1").catch(() => "");
  return (Number(statm.split(" ")[1] ?? 0) * bytesOfPage) / 1024 / 1024;
};

/** The heap of JavaScript alone; pixels and inflated bytes lie outside it and are watched from here. */
const heapShare = 0.6;

/** Where Lambda keeps what Node itself is linked to, if it does. */
// eslint-disable-next-line no-restricted-properties -- no setting of ours: it is handed on as it is
const { LD_LIBRARY_PATH: libraries } = process.env;

const start = ({ megabytes }: Work["limits"]): ChildProcess =>
  fork(fileURLToPath(childsModule), [childsWord], {
    env: libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries },
    execArgv: ["--disable-warning=DEP0137", `--max-old-space-size=${Math.floor(megabytes * heapShare)}`],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });

const refused = (reason: RefusalReason): Inspection => ({ state: "refused", reason });

/** Always resolves with a verdict; rejects only if no process can be started or its libraries loaded. */
export const rewriteApart = (work: Work): Promise<Inspection> =>
  new Promise((resolve, reject) => {
    const child = start(work.limits);
    let started = false;
    const stop = (): void => {
      clearTimeout(deadline);
      clearInterval(watch);
      child.kill("SIGKILL");
    };
    const end = (inspection: Inspection): void => {
      stop();
      resolve(inspection);
    };
    const fail = (): void => {
      stop();
      reject(new Error("The process that inspects files does not work"));
    };
    const deadline = setTimeout(() => {
      end(refused("tookTooLong"));
    }, work.limits.seconds * 1000);
    const watch = setInterval(() => {
      void memoryOf(child.pid).then((megabytes) => {
        if (megabytes > work.limits.megabytes) end(refused("expandsTooMuch"));
      });
    }, look);
    child.on("message", (message: "ready" | "failed" | Inspection) => {
      if (message === "failed") fail();
      else if (message !== "ready") end(message);
      else {
        started = true;
        child.send(work);
      }
    });
    child.on("exit", () => {
      if (started) end(refused("notReadable"));
      else fail();
    });
    child.on("error", fail);
  });
