import { readFileSync } from "node:fs";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";

/** As much of a `wrangler.jsonc` as is read here. */
export interface WranglerConfig {
  name?: string;
  vars?: Readonly<Record<string, unknown>>;
  queues?: {
    producers?: readonly { queue?: string }[];
    consumers?: readonly { queue?: string; dead_letter_queue?: string }[];
  };
}

/** Reads a `wrangler.jsonc`. Throws for what is no JSON with comments. */
export function readWranglerConfig(file: string): WranglerConfig {
  const errors: ParseError[] = [];
  const config = parse(readFileSync(file, "utf8"), errors, { allowTrailingComma: true }) as WranglerConfig;
  const [error] = errors;
  if (error) throw new Error(`${file}: ${printParseErrorCode(error.error)} at character ${error.offset}`);
  return config;
}
