export type { Result, UpstreamError } from "./result.ts";
