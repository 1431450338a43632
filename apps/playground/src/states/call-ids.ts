/**
 * Calls of the playground's broker by what they are. The simulator makes the same ids from the same seed;
 * `playground-broker.test.ts` compares them.
 */
export const WAITING = "2b826fbe-9a2c-42b1-97f6-c6a76aa45af5";
export const LIVE = "b4566d50-6452-4800-b547-422c340e783f";
export const ENDED = "f5261e8c-242f-4c5c-a20f-0f776da2293c";
export const SILENT = "01447c2e-1866-48f2-a250-71d36dc6978d";
export const UNRECORDED = "3e98d1f0-f01a-4b03-a152-8ed22503f15c";
export const LONG = "6503d2e1-48e2-44fa-bab1-a500d1186465";
export const SILENT_LIVE = "f061e3fb-08dd-4875-bd5a-e2b245def483";
export const UNJOINED = "81b0a108-703f-429c-8ff2-ce5f5c07121e";
