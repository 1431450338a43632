/** The folders of a package form a DAG: a config of dependency-cruiser. */
import { cruising } from "./cruising.mjs";

/** The packages that are held to it. */
const PACKAGES = ["contract", "upstream", "simulator", "dev", "elements"];

export default {
  forbidden: [
    {
      name: "no-folder-cycles",
      severity: "error",
      scope: "folder",
      from: { path: `^packages/(${PACKAGES.join("|")})/src` },
      to: { circular: true },
    },
  ],
  // A test may import across.
  options: cruising("\\.test\\.ts$|/(dist|releases|test|testing)/"),
};
