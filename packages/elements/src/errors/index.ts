import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import { noticeMoreStyles } from "./notice-more.styles.ts";

export { enErrors as texts } from "../i18n/en-errors.ts";
export { noticeOf } from "./notice-of.ts";
export { whyUnreachable } from "./why-unreachable.ts";

/** Adds the styles of this part to an element that has those of the entry. */
export const adoptNoticeStyles = stylesAdopter(noticeMoreStyles);
