import type { CallSummary } from "@keyhole/contract";
import type { Formats } from "../../base/formats.ts";
import type { Store } from "../../base/store.ts";
import type { Notice } from "../../errors/render-notice.ts";
import type { Trouble } from "../../errors/trouble.ts";
import type { Text } from "../../i18n/text.ts";
import type { Failure, Session } from "../../session/index.ts";

/** What a call needs of the element that shows it. */
export interface CallHost {
  readonly text: Text;
  readonly formats: Formats;
  /** Returns the notice for a trouble. */
  explain(trouble: Trouble): Notice;
  /** Reports a trouble: an event, and the live region. */
  failed(trouble: Trouble): unknown;
  /** Announces a message in the live region. */
  say(message: string): void;
  dispatchEvent(event: Event): boolean;
}

/** How a call is opened. */
export interface OpenOptions {
  /** Closes the call; null if it stands alone. */
  close: (() => void) | null;
  /** Makes the browser's Back close the call; returns the key of the call's history entry, null if it has none. */
  enter?: ((close: () => void) => string | null) | null;
  /** Leaves the browser's Back to the page again. */
  leave?: (close: () => void) => void;
  /** The moment to begin at, by the recording's clock. */
  atMs?: number | null;
  /** Prefix of the parameters for links to a moment, where the list keeps its state in the page's query. */
  prefix?: string | null;
}

/** The call to show. */
export interface OpenCall extends OpenOptions {
  session: Session;
  id: string;
  /** Its row, if it was selected in a list. */
  summary: CallSummary | null;
}

/** Reports each new failure of a store. */
export function reportFailures(
  store: Pick<Store<{ failure: Failure | null }>, "subscribe">,
  host: CallHost,
): void {
  store.subscribe(({ failure }, previous) => {
    if (failure && failure !== previous.failure) host.failed(failure);
  });
}
