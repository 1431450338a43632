import type { CallSummary } from "@keyhole/contract";
import type { Formats } from "../base/formats.ts";
import type { Notice } from "../errors/notice.ts";
import type { Failure, Session } from "../session/index.ts";

/** What an element that shows a call does for it. */
export interface Frame {
  session: Session;
  id: string;
  /** The row that was chosen, where there was one. */
  summary: CallSummary | null;
  formats: () => Formats;
  /** The words for a failure. */
  explain: (failure: Failure) => Notice;
  /** Reports a failure: an event, and the live region. */
  failed: (failure: Failure) => void;
  /** Says something in the live region. */
  say: (message: string) => void;
  /** Sends an event from the element. */
  tell: (event: Event) => void;
  /** Closes the call; null where it stands alone. */
  close: (() => void) | null;
}
