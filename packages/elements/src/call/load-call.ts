import { withTexts } from "../i18n/localize.ts";

export type CallModule = typeof import("./index.ts");

/** Loads the view of a call. */
export const loadCall = async (): Promise<CallModule> => withTexts(await import("./index.ts"));
