import { html, type TemplateResult } from "lit";
import { renderSkeleton } from "../base/render-skeleton.ts";
import { box } from "../base/styles/box.styles.ts";
import { row } from "../base/styles/row.styles.ts";
import { tokens } from "../base/styles/tokens.styles.ts";
import { SiteElement } from "../core/site-element.ts";
import { notice } from "../errors/notice.styles.ts";
import { renderNotice } from "../errors/render-notice.ts";
import type { Misuse, Trouble } from "../errors/trouble.ts";
import type { Session } from "../session/index.ts";
import { CallPane } from "./call-pane.ts";

/**
 * One call: what is known of it, its transcript in step with its recording, and its events. What the
 * viewer's grant lacks is absent. What shows the call is loaded with the first one.
 *
 * The transcript is one Tab stop with its buttons; arrows, Home and End go from turn to turn, Enter plays
 * from one. Space or k play and pause, j and l skip, arrows step, m mutes, wherever nothing is typed.
 *
 * @keyboard ArrowUp, ArrowDown, Home, End - From turn to turn, in the transcript.
 * @keyboard Enter - Plays from the turn; in the search, goes to the next match, with Shift to the one before.
 * @keyboard Escape - Empties the search, closes the menu of downloads.
 * @keyboard Space, K - Plays or pauses, as do the following keys where nothing is typed.
 * @keyboard J, L - Goes back or forward by 10 seconds.
 * @keyboard ArrowLeft, ArrowRight - Goes back or forward by 5 seconds.
 * @keyboard M - Mutes.
 *
 * @elsewhere keyhole-call-open, keyhole-call-close - In a list; alone, a call is neither opened nor closed.
 *
 * @slot header - Above everything.
 * @slot error - Instead of the words for what keeps the element from asking for the call.
 *
 * @fires {KeyholeReadyEvent} keyhole-ready - The call is there; once for each viewer.
 * @fires {KeyholeSignOutEvent} keyhole-sign-out - Token, key and call were dropped.
 * @fires {KeyholeCallLoadEvent} keyhole-call-load - What is known of the call arrived, or has changed.
 * @fires {KeyholeCallPlayEvent} keyhole-call-play - The recording began to play.
 * @fires {KeyholeCallPauseEvent} keyhole-call-pause - It stopped.
 * @fires {KeyholeCallSeekEvent} keyhole-call-seek - It was moved to another place.
 * @fires {KeyholeErrorEvent} keyhole-error - Something failed; carries kind, code and request id.
 *
 * @csspart box - The frame around everything.
 * @csspart body - What is in it.
 * @csspart details - The call, which scrolls.
 * @csspart details-header - The bar above it.
 * @csspart details-close - The button that closes it, in a list.
 * @csspart details-title - The call's short summary.
 * @csspart live - The word that the call goes on.
 * @csspart about - Summary, fields and events.
 * @csspart details-summary - The call's summary.
 * @csspart details-fields - The list of fields.
 * @csspart details-label - The name of a field.
 * @csspart details-value - The value of a field.
 * @csspart events - The folded events.
 * @csspart events-button - The button that unfolds them.
 * @csspart event-list - Their list.
 * @csspart severity - The choice of a severity, above it.
 * @csspart severity-field - Its field.
 * @csspart event - An event; also `debug`, `info`, `warning` or `error`.
 * @csspart event-time - When it was.
 * @csspart event-severity - Its severity, in words.
 * @csspart event-text - What happened.
 * @csspart event-type - The kind of event, in there.
 * @csspart transcript - The transcript.
 * @csspart transcript-tools - The bar above the turns.
 * @csspart transcript-title - Its heading.
 * @csspart transcript-empty - The words for a transcript without a turn.
 * @csspart quiet - Words for what is not there yet, or not at all: turns, events, the recording.
 * @csspart search - The search.
 * @csspart search-field - Its field.
 * @csspart search-count - Which match it stands at, and how many there are.
 * @csspart search-button - The buttons to the next match and the one before.
 * @csspart match - A match; also `found` where the search stands.
 * @csspart download - The downloads, folded.
 * @csspart download-button - The button that unfolds it.
 * @csspart download-menu - The formats.
 * @csspart download-format - One of them.
 * @csspart log - The turns.
 * @csspart turn - A turn; also `user`, `agent` or `tool`, and `current` while it is heard.
 * @csspart speaker - Who speaks.
 * @csspart recognised - The words that a machine has recognised what was said.
 * @csspart turn-time - When the turn begins.
 * @csspart turn-text - What was said.
 * @csspart turn-link - A link in there.
 * @csspart turn-actions - Its buttons.
 * @csspart turn-button - One of them.
 * @csspart tool - What a tool was asked or answered, folded.
 * @csspart tool-button - The button that unfolds it.
 * @csspart tool-text - What it was asked or answered.
 * @csspart stage - Where a stage begins.
 * @csspart pill - The button that brings the reader back.
 * @csspart player - The recording.
 * @csspart track - Its lanes, with who they belong to.
 * @csspart lane-name - Whom a lane belongs to; also `user` or `agent`.
 * @csspart lanes - The lanes, where a click seeks.
 * @csspart seek - The field over them that seeks.
 * @csspart played - What has been heard, up to where it is.
 * @csspart controls - What is below the lanes.
 * @csspart play - The button that plays and pauses.
 * @csspart player-button - The other buttons.
 * @csspart time - Where it is.
 * @csspart time-total - How long it is.
 * @csspart speed - The choice of a speed.
 * @csspart volume - The volume.
 * @csspart status - A status; also `waiting`, `active`, `ended` or `unjoined`.
 * @csspart skeleton - Grey bars while something loads.
 * @csspart notice - Something wrong, in the place of the call.
 * @csspart notice-title - Its title.
 * @csspart notice-text - Its text.
 * @csspart icon - Its picture.
 * @csspart button - A button of a notice or a strip.
 * @csspart notice-more - Below its text: the request id, and where to read more.
 * @csspart request-id - The broker's request id of an error.
 * @csspart request-id-value - The id itself.
 * @csspart copy - The button that copies it.
 * @csspart help - The link to a page about the error.
 * @csspart strip - A part of the call that could not be had.
 * @csspart strip-title - Its title.
 * @csspart strip-text - All of its words.
 *
 * @cssprop --keyhole-call-block-size - The most that the element is high; it scrolls inside.
 * @cssprop --keyhole-color-scheme - `light` or `dark` for this element, whatever the page has; by default
 *   the page's.
 * @cssprop --keyhole-surface - Background.
 * @cssprop --keyhole-surface-raised - Background of menus and of what lies above the rest.
 * @cssprop --keyhole-subtle - Background of what the pointer is on, of code and of the recording's lanes.
 * @cssprop --keyhole-selected - Background of the row that is open and of the turn that is heard.
 * @cssprop --keyhole-text - Text.
 * @cssprop --keyhole-muted - Text of less weight.
 * @cssprop --keyhole-border - Lines that part one thing from another.
 * @cssprop --keyhole-control-border - Edges of fields and buttons; 3:1 against the background.
 * @cssprop --keyhole-accent - Focus, buttons that stand out, and the mark of what is selected.
 * @cssprop --keyhole-on-accent - Text and pictures on the accent.
 * @cssprop --keyhole-link - Links.
 * @cssprop --keyhole-ended - The status "ended".
 * @cssprop --keyhole-active - The status "in progress".
 * @cssprop --keyhole-waiting - The status "waiting".
 * @cssprop --keyhole-unjoined - The status "not joined".
 * @cssprop --keyhole-danger - Errors, and the strip below rows that stay.
 * @cssprop --keyhole-caution - Warnings, and the edge of the match that was gone to.
 * @cssprop --keyhole-caller - The caller, in transcript and lanes.
 * @cssprop --keyhole-agent - The agent, in transcript and lanes.
 * @cssprop --keyhole-match - Background of what the search found.
 * @cssprop --keyhole-found - Background of the match that was gone to.
 * @cssprop --keyhole-font-family - Font.
 * @cssprop --keyhole-font-family-mono - Font of what tools were asked and answered.
 * @cssprop --keyhole-font-size - Size of the text; all others follow it.
 * @cssprop --keyhole-font-size-small - Size of times, labels and statuses.
 * @cssprop --keyhole-font-size-heading - Size of titles.
 * @cssprop --keyhole-font-weight - Weight of the text.
 * @cssprop --keyhole-font-weight-strong - Weight of titles, names and statuses.
 * @cssprop --keyhole-line-height - Height of a line.
 * @cssprop --keyhole-space - Padding at the sides; what is above and below follows it.
 * @cssprop --keyhole-density - Number that all paddings above and below, and buttons and fields are
 *   multiplied by: 1 is comfortable, 0.6 compact. No target gets smaller than 24px.
 * @cssprop --keyhole-control-size - Height of buttons and fields; 44px where the pointer is a finger.
 * @cssprop --keyhole-radius - Corners of the frame.
 * @cssprop --keyhole-radius-control - Corners of buttons, fields and menus.
 * @cssprop --keyhole-border-width - Width of lines and edges.
 * @cssprop --keyhole-shadow - Shadow of what lies above the rest, as `box-shadow`.
 * @cssprop --keyhole-focus - The focus ring, as `outline`.
 * @cssprop --keyhole-focus-offset - Its distance, as `outline-offset`; less than nothing is inside.
 * @cssprop --keyhole-duration - One beat of what pulses or turns; 0s stands still.
 */
export class KeyholeCall extends SiteElement {
  static override readonly styles = [box, row, notice, tokens("call", "720px")];
  static override readonly properties = { ...SiteElement.properties, callId: { attribute: "call-id" } };

  /** Id of the call. */
  callId: string | null = null;

  /** @internal */
  readonly pane = new CallPane(this);

  #unsubscribe: (() => void) | null = null;
  #epoch = -1;
  #status: Session["state"]["status"] = "idle";

  /** Plays the recording, where there is one. Browsers want a gesture of the viewer before the first time. */
  play(): void {
    this.pane.view?.player.play();
  }

  /** Stops playing; the place is kept. */
  pause(): void {
    this.pane.view?.player.pause();
  }

  /** Goes to a place in the recording, in milliseconds. */
  seek(atMs: number): void {
    this.pane.view?.player.seek(atMs);
  }

  protected override missing(): Misuse | null {
    return this.callId ? null : { kind: "call-missing" };
  }

  protected override start(session: Session): void {
    this.#unsubscribe ??= session.subscribe(() => this.#sessionChanged());
    if (this.pane.id !== this.callId) this.#open();
  }

  protected override suspend(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.pane.close();
  }

  protected override wordsChanged(): void {
    this.pane.view?.refresh();
  }

  protected override render(): TemplateResult {
    const trouble = this.#trouble();
    const notice = trouble && this.notice(trouble);
    const content = trouble
      ? notice && html`<slot name="error">${renderNotice(notice, this.#retry)}</slot>`
      : this.pane.view?.element;
    return html`<div class="box" part="box" lang=${this.language}>
      <slot name="header"></slot>
      <div class="body alone" part="body" tabindex="-1">${content ?? renderSkeleton(this.text("loading"))}</div>
      <div class="unseen" role="status">${this.announcer.message}</div>
    </div>`;
  }

  #trouble(): Trouble | null {
    if (this.session?.state.status === "signed-out") return { kind: "signed-out" };
    return this.misuse ?? this.pane.failure;
  }

  #retry = (): void => {
    if (this.session?.state.status === "signed-out") this.session.signIn();
    else this.#open();
  };

  #open(): void {
    const { session, callId } = this;
    if (!session || !callId) return;
    this.#epoch = session.epoch;
    this.#status = session.state.status;
    if (this.#status === "signed-out") this.#sessionChanged();
    else void this.pane.open(session, `${callId}`, null, null);
  }

  /** Another viewer sees another call, or none. */
  #sessionChanged(): void {
    const { epoch, state } = this.session ?? {};
    const before = this.#status;
    if (!state || epoch === undefined) return;
    this.#status = state.status;
    if (state.status === "signed-out") {
      this.pane.close();
      this.signedOut(before);
    } else if (
      epoch !== this.#epoch ||
      before === "signed-out" ||
      (before === "failed" && state.status === "ready")
    ) {
      this.#open();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-call": KeyholeCall;
  }
}
