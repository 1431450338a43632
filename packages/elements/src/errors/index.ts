import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import { noticeMoreStyles } from "./notice-more.styles.ts";

export { enErrors as texts } from "../i18n/en-errors.ts";
export { noticeOf } from "./notices.ts";
export { diagnoseNetworkError } from "./unreachable.ts";

/** Adds the styles of these notices to an element that has those of the entry. */
export const adoptNoticeStyles = stylesAdopter(noticeMoreStyles);
