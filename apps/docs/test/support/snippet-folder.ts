import { mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Below this package, so that snippets find the workspace's packages. Gone at the end of the callback. */
export async function withSnippetFolder<Value>(
  use: (folder: string) => Value | Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(fileURLToPath(new URL("../.snippets-", import.meta.url)));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
