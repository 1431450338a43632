import type { CallSummary } from "@keyhole/contract";
import type { ReactiveControllerHost } from "lit";
import type { CallPane } from "../calls/call-pane.ts";
import type { CallsStore } from "../calls/calls-store.ts";
import type { Formats } from "../calls/formats.ts";
import type { Notice } from "../calls/notice.ts";
import type { Trouble } from "../calls/trouble.ts";
import type { Session } from "../session/index.ts";
import type { Catalogue, Text } from "../texts/text.ts";
import type { CallFilters } from "./call-filters.ts";

/** What this part sees of the element that it belongs to. */
export interface ListHost extends ReactiveControllerHost, EventTarget {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly isConnected: boolean;
  readonly site: string | null;
  filters: CallFilters | null;
  readonly hideControls: string | null;
  readonly syncUrl: string | null;
  readonly refreshSeconds: number | null;
  readonly text: Text;
  /** The host's own words. */
  readonly texts: Catalogue | null;
  readonly formats: Formats;
  readonly session: Session | null;
  readonly store: CallsStore | null;
  /** The call that is open. */
  readonly pane: CallPane;
  /** Opens a call, beside or in front of the list. */
  open(id: string, call: CallSummary | null): Promise<void>;
  /** Closes it; the focus goes to its row. */
  close(): Promise<void>;
  /** Says something in the live region. */
  say(message: string): void;
  /** Reports a failure: an event, and the live region. */
  failed(failure: Trouble): Promise<void>;
  /** The words for a failure; null while they are being loaded. */
  notice(failure: Trouble): Notice | null;
}
