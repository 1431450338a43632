import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import { noticeDetails } from "../base/styles/notice-details.styles.ts";
import { noticeMoreStyles } from "./notice-more.styles.ts";
import { helpLink } from "./notices.ts";
import type { Notice, NoticeContext } from "./render-notice.ts";
import type { Trouble } from "./trouble.ts";

export { enErrors as texts } from "../i18n/en-errors.ts";
export { noticeOf } from "./notices.ts";
export { diagnoseNetworkError } from "./unreachable.ts";

/** Adds the styles of these notices to an element that has those of the entry. */
export const adoptNoticeStyles = stylesAdopter(noticeDetails, noticeMoreStyles);

/** Tells a developer of a trouble on the console. */
export async function warn(
  element: string,
  trouble: Trouble,
  context: NoticeContext,
  notice: Notice | null,
): Promise<void> {
  const { warn } = await import("./warn.ts");
  warn(element, trouble, context, notice, helpLink);
}
