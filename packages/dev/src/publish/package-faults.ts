import { readFileSync } from "node:fs";
import { checkPackage, createPackageFromTarballData, type ResolutionKind } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

/** The packages are ES modules, and entry points stand in `exports`: older ways to resolve them are not supported. */
const UNSUPPORTED: readonly ResolutionKind[] = ["node10", "node16-cjs"];

/** What publint and Are The Types Wrong find in a tarball, one line each. Empty when all is well. */
export async function packageFaults(tarball: string): Promise<string[]> {
  const bytes = new Uint8Array(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer } });
  const checked = await checkPackage(createPackageFromTarballData(bytes));
  // A package of commands has none.
  const problems = checked.types ? checked.problems : [];
  return [
    ...messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`),
    ...problems
      .filter((problem) => !("resolutionKind" in problem && UNSUPPORTED.includes(problem.resolutionKind)))
      .map((problem) => `types: ${JSON.stringify(problem)}`),
  ];
}
