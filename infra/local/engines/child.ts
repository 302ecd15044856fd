import { execFileSync, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";

/**
 * A program that must not outlive this process, even if this process is killed: a shell starts it and ends it, with
 * all that it started itself, as soon as its own standard input, a pipe from here, is closed. It runs in a session of
 * its own, so a Ctrl-C in the terminal reaches it only through here. The first wait ends with the signal, the second
 * with the program.
 */
const keeper = `
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
echo "$child" >"$PID_FILE"
(
  trap '' TERM
  cat <&3
  kill -s TERM -- -$$
  tries=0
  while kill -0 "$child" 2>/dev/null && [ "$tries" -lt 30 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -s KILL -- -$$
) >/dev/null 2>&1 &
exec 3<&-
trap : TERM
wait "$child"
wait "$child"
`;

export type Child = Readonly<{
  /** Resolves with what it said on standard error once it has ended. */
  ended: Promise<string>;
  stop: () => Promise<void>;
}>;

export const startChild = (command: string, given: readonly string[], pidFile: string): Child => {
  const windows = process.platform === "win32";
  const child = windows
    ? spawn(command, given, { stdio: ["pipe", "ignore", "pipe"] })
    : spawn("/bin/sh", ["-c", keeper, "keeper", command, ...given], {
        stdio: ["pipe", "ignore", "pipe"],
        detached: true,
        env: { ...process.env, PID_FILE: pidFile },
      });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-2_000);
  });
  const ended = new Promise<string>((resolve) => {
    child.on("exit", () => {
      resolve(said.trim());
    });
    child.on("error", (error) => {
      resolve(error.message);
    });
  });
  child.stdin.on("error", () => undefined);
  return {
    ended,
    stop: async () => {
      child.stdin.end();
      if (windows) child.kill();
      await ended;
      rmSync(pidFile, { force: true });
    },
  };
};

/** The command line of a process; undefined if there is no such process. */
const commandLineOf = (pid: number): string | undefined => {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return undefined;
  }
};

const isRunning = (pid: number, mark: string): boolean => commandLineOf(pid)?.includes(mark) ?? false;

/**
 * Ends the program that an earlier process recorded in `pidFile`, if it still runs. It is ours only if its command
 * line holds `mark`; numbers of processes are used again.
 */
export const endStaleChild = async (pidFile: string, mark: string): Promise<void> => {
  let pid: number;
  try {
    pid = Number(readFileSync(pidFile, "utf8").trim());
  } catch {
    return;
  }
  for (let attempt = 0; Number.isInteger(pid) && pid > 1 && isRunning(pid, mark); attempt += 1) {
    process.kill(pid, attempt < 40 ? "SIGTERM" : "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  rmSync(pidFile, { force: true });
};
