import { withTexts } from "../i18n/localize.ts";

export type CallModule = typeof import("./index.ts");

/** Loads the view of a call. */
export const loadCall = (): Promise<CallModule> => withTexts(import("./index.ts"));
