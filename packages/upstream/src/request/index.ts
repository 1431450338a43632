export { endsWithin } from "./body.ts";
export type { Result, UpstreamError } from "./result.ts";
