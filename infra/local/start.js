// What `npm start` runs. Nothing in this file is newer than Node 12, so that an old Node says what is wrong
// instead of stumbling over what it cannot read.
import process from "node:process";

const needed = 24;

if (Number(process.versions.node.split(".")[0]) < needed) {
  process.stderr.write(
    "Tuntas needs Node " +
      needed +
      " and this is Node " +
      process.versions.node +
      "; run it with npm start after npm ci.\n",
  );
  process.exit(1);
} else {
  import("node:module")
    .then(function (module) {
      // Reading the sources takes longer than running them; from the second start on they are read ready-made.
      module.enableCompileCache();
      return import("./main.ts");
    })
    .then(function (main) {
      return main.main();
    })
    .catch(function (error) {
      process.stderr.write(String((error && error.stack) || error) + "\n");
      process.exit(1);
    });
}
