import type { Built } from "./build-dist.ts";
import { loadsOf, sizesOf } from "./file-faults.ts";

/** Prints the sizes, what grew and what is wrong. False, and an exit code, where anything is. */
export function report(version: string, { files, faults, notes }: Built): boolean {
  for (const line of sizesOf(files)) console.log(`${version} ${line}`);
  for (const line of loadsOf(files)) console.log(`${version} ${line}`);
  for (const note of notes) console.log(`${version} ${note}`);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  return faults.length === 0;
}
