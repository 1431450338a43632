import type { CallSummary } from "@keyhole/contract";
import type { ReactiveControllerHost } from "lit";
import type { CallFilters } from "../base/call-filters.ts";
import type { Formats } from "../base/formats.ts";
import type { CallPane } from "../call/call-pane.ts";
import type { Notice } from "../errors/notice.ts";
import type { Trouble } from "../errors/trouble.ts";
import type { Catalogue, Text } from "../i18n/text.ts";
import type { Session } from "../session/index.ts";
import type { CallsStore } from "./calls-store.ts";

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
