/** The folders of a package form a DAG: a config of dependency-cruiser. */
import { cruising } from "./cruising.mjs";

export default {
  forbidden: [
    {
      name: "no-folder-cycles",
      severity: "error",
      scope: "folder",
      from: { path: "^packages/[^/]+/src" },
      to: { circular: true },
    },
  ],
  // A test may import across.
  options: cruising("\\.test\\.ts$|/(dist|releases|test)/"),
};
