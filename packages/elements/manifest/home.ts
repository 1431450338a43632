import { fileURLToPath } from "node:url";

/** The folder of the package of elements. */
export const HOME = fileURLToPath(new URL("../", import.meta.url)).replace(/\/$/, "");
