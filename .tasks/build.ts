/** Builds what tests read, each where it is older than its sources. */
import { buildWhenNeeded } from "@keyhole/dev/build";

const BUILT = ["elements", "elements library", "broker", "create-keyhole", "demo", "playground"] as const;

for (const name of BUILT) buildWhenNeeded(name);
