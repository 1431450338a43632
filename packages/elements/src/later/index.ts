export { adoptStyles } from "./adopt-styles.ts";
export type { CallState } from "./call-store.ts";
export { CallStore } from "./call-store.ts";
export type { Kit } from "./kit.ts";
export { noticeOf } from "./notice-of.ts";
export { parseCallDetail } from "./parse-call-detail.ts";
export type { DetailsView } from "./render-details.ts";
export { renderDetails } from "./render-details.ts";
