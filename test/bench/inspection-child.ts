import { rewrite, type Work } from "../../functions/attachments/inspection/rewrite.ts";

/** Rewrites one file in this process alone, and says how long it took and how much memory the process ever had. */
const work = JSON.parse(process.argv[2] ?? "{}") as Work;
const start = performance.now();
const inspection = await rewrite(work);
const milliseconds = performance.now() - start;
// Kilobytes: https://nodejs.org/api/process.html#processresourceusage
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ milliseconds, peakMegabytes, state: inspection.state }));
