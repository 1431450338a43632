import type { TemplateResult } from "lit";
import { LazyModule } from "../base/lazy-module.ts";
import { renderSkeleton } from "../base/render-skeleton.ts";
import { box } from "../base/styles/box.styles.ts";
import { notice } from "../base/styles/notice.styles.ts";
import { row } from "../base/styles/row.styles.ts";
import { tokens } from "../base/styles/tokens.styles.ts";
import { LazyElement } from "../core/lazy-element.ts";
import { SiteElement } from "../core/site-element.ts";
import type { Misuse } from "../errors/trouble.ts";
import type { CallController } from "./call-controller.ts";
import type { CallElementController } from "./call-element-controller.ts";
import { type CallModule, loadCall } from "./load-call.ts";

/**
 * One call: its details, its transcript in step with its recording, and its events. What the viewer's grant
 * lacks does not appear.
 *
 * The transcript is one Tab stop with its buttons; arrows, Home and End go from turn to turn, Enter plays
 * from one. Unless the viewer types, Space and K play and pause, J and L skip, arrows step, M mutes.
 *
 * @keyboard ArrowUp, ArrowDown, Home, End - Go from turn to turn in the transcript.
 * @keyboard Enter - Plays from the turn; in the search, goes to the next match, with Shift to the previous one.
 * @keyboard Escape - Clears the search, closes the download menu.
 * @keyboard Space, K - Play or pause, unless the viewer types.
 * @keyboard J, L - Go back or forward by 10 seconds, unless the viewer types.
 * @keyboard ArrowLeft, ArrowRight - Go back or forward by 5 seconds, unless the viewer types.
 * @keyboard M - Mutes, unless the viewer types.
 *
 * @elsewhere keyhole-call-open, keyhole-call-close - Only a call in a list opens and closes.
 *
 * @slot header - Content above the call.
 * @slot error - Replaces the notice for an error that keeps the element from requesting the call.
 *
 * @fires {KeyholeReadyEvent} keyhole-ready - The call is loaded; once for each viewer.
 * @fires {KeyholeSignOutEvent} keyhole-sign-out - The token, the key and the call were dropped.
 * @fires {KeyholeCallLoadEvent} keyhole-call-load - The details of the call arrived or changed.
 * @fires {KeyholeCallPlayEvent} keyhole-call-play - The recording started to play.
 * @fires {KeyholeCallPauseEvent} keyhole-call-pause - The recording stopped.
 * @fires {KeyholeCallSeekEvent} keyhole-call-seek - The recording moved to another place.
 * @fires {KeyholeEvaluationLoadEvent} keyhole-evaluation-load - The evaluation of the call arrived or changed.
 * @fires {KeyholeEvaluationVoteEvent} keyhole-evaluation-vote - The viewer's vote on a metric was sent.
 * @fires {KeyholeErrorEvent} keyhole-error - Something failed; carries the kind, the code and the request id.
 *
 * @csspart box - The frame around the whole element.
 * @csspart body - The content of the frame.
 * @csspart details - The call, which scrolls.
 * @csspart details-header - The bar above a call.
 * @csspart details-close - The button that closes a call in a list.
 * @csspart details-title - The title of a call: its short summary.
 * @csspart live - The label of a call in progress.
 * @csspart about - Facts, folded details and events of a call.
 * @csspart details-facts - Agent, start, duration and end reason of a call, in a line.
 * @csspart details-more - Summary and fields of a call, folded.
 * @csspart details-more-button - The button that unfolds summary and fields.
 * @csspart details-summary - A summary of a call: the short one, or the long one.
 * @csspart details-fields - The list of a call's fields.
 * @csspart details-label - The name of a call's field.
 * @csspart details-value - The value of a call's field.
 * @csspart events - The events of a call, folded.
 * @csspart events-button - The button that unfolds the events.
 * @csspart event-list - The list of events.
 * @csspart severity - The severity filter of the events: its label and its field.
 * @csspart severity-field - The field of the severity filter.
 * @csspart event - An event; also `debug`, `info`, `warning` or `error`.
 * @csspart event-time - The time of an event.
 * @csspart event-severity - The severity of an event, in words.
 * @csspart event-text - The type and the text of an event.
 * @csspart event-type - The type of an event.
 * @csspart evaluation - The evaluation of a call.
 * @csspart evaluation-more - The evaluation with its metrics, folded.
 * @csspart evaluation-head - The line with the verdict; unfolds the metrics.
 * @csspart evaluation-title - The heading of the evaluation.
 * @csspart evaluation-reason - Why a call has failed, or has no result.
 * @csspart verdict-label - A verdict; also `passed`, `failed`, `pending`, `ungraded` or `none`.
 * @csspart verdict-words - The words of a verdict.
 * @csspart reviewed - The words for an evaluation that a person has reviewed.
 * @csspart metrics - The list of metrics.
 * @csspart metric - A metric.
 * @csspart metric-name - The name of a metric.
 * @csspart metric-result - The result of a metric.
 * @csspart metric-value - A number or a word that is a metric's result.
 * @csspart explanation - An explanation of a metric's result.
 * @csspart metric-times - The times that the explanations of a metric name.
 * @csspart metric-time - One of these times; a click plays from it.
 * @csspart ballot - The two buttons for a vote on a metric.
 * @csspart vote - A button for a vote; also `up` or `down`.
 * @csspart vote-state - What becomes of a vote.
 * @csspart vote-words - The words for what becomes of a vote.
 * @csspart vote-undo - The button that takes a vote back before it is sent.
 * @csspart vote-retry - The button that sends a vote again.
 * @csspart marks - The failed metrics on the lanes.
 * @csspart mark - A failed metric on the lanes; a click plays from its time.
 * @csspart turn-marks - The failed metrics of a turn.
 * @csspart turn-mark - A failed metric of a turn; a click plays from its time.
 * @csspart mark-words - The words of a failed metric of a turn.
 * @csspart transcript - The transcript with its tools.
 * @csspart transcript-tools - The bar above the turns.
 * @csspart transcript-title - The heading of the transcript.
 * @csspart transcript-empty - The text in place of a transcript without turns.
 * @csspart quiet - The text in place of turns, events or a recording that are missing or loading.
 * @csspart search - The search in the transcript: its field, count and buttons.
 * @csspart search-field - The field of the search.
 * @csspart search-count - The number of the current match, and of all matches.
 * @csspart search-button - A button to the next or previous match.
 * @csspart match - A match of the search; also `found` for the current one.
 * @csspart download - The download menu with its button.
 * @csspart download-button - The button that opens the download menu.
 * @csspart download-menu - The open download menu.
 * @csspart download-format - A format in the download menu.
 * @csspart log - The list of turns.
 * @csspart turn - A turn; also `user`, `agent` or `tool`, and `current` while it is heard.
 * @csspart speaker - The speaker of a turn, or the name of a tool.
 * @csspart recognised - The label of a turn that a machine recognised.
 * @csspart turn-time - The start of a turn.
 * @csspart turn-text - The words of a turn.
 * @csspart turn-link - A link in the words of a turn.
 * @csspart turn-actions - The buttons of a turn.
 * @csspart turn-button - A button of a turn: copy its text, copy a link to it, or unfold a long text.
 * @csspart tool - A tool's arguments or result, folded.
 * @csspart tool-button - The button that unfolds a tool.
 * @csspart tool-text - A tool's arguments or result.
 * @csspart stage - The line where a stage begins.
 * @csspart pill - The button that scrolls to new turns, or to the turn that is heard.
 * @csspart player - The recording: its lanes and its controls.
 * @csspart track - The lanes of the recording with their names.
 * @csspart lane-name - The name of a lane; also `user` or `agent`.
 * @csspart lanes - The drawing of the lanes; a click seeks.
 * @csspart seek - The range field over the lanes.
 * @csspart played - The part of the lanes that has been played.
 * @csspart controls - The controls below the lanes.
 * @csspart play - The button that plays and pauses.
 * @csspart player-button - A button that skips or mutes.
 * @csspart time - The position and the length of the recording.
 * @csspart time-total - The length of the recording.
 * @csspart speed - The field for the speed of the recording.
 * @csspart volume - The range field for the volume.
 * @csspart status - A call's status; also `waiting`, `active`, `ended` or `unjoined`.
 * @csspart skeleton - Grey bars while content loads.
 * @csspart notice - The notice that replaces the call after an error.
 * @csspart notice-title - The title of a notice.
 * @csspart notice-text - The text of a notice.
 * @csspart icon - The picture of a notice.
 * @csspart button - A button of a notice or a strip.
 * @csspart notice-detail - What the broker says to a developer, on localhost alone.
 * @csspart notice-more - The request id and the help link below a notice.
 * @csspart request-id - The broker's request id of an error, with its copy button.
 * @csspart request-id-value - The request id itself.
 * @csspart copy - The button that copies a request id.
 * @csspart help - The link to the page about an error.
 * @csspart find-out - The button that finds out why calls do not appear.
 * @csspart diagnosis - The dialog with the reasons.
 * @csspart diagnosis-body - The content of that dialog.
 * @csspart diagnosis-title - The title of that dialog.
 * @csspart diagnosis-status - How many checks failed.
 * @csspart checks - The list of checks.
 * @csspart check - A check: its name, its verdict, and what to do.
 * @csspart check-name - The name of a check.
 * @csspart check-verdict - The verdict of a check.
 * @csspart check-fix - What to do about a check that failed.
 * @csspart strip - Inline error shown while the rest of the call stays visible.
 * @csspart strip-title - The title of a strip.
 * @csspart strip-text - The title and the text of a strip.
 *
 * @cssprop --keyhole-call-block-size - Maximum height of the element; its content scrolls.
 * @cssprop --keyhole-color-scheme - `light` or `dark` for this element alone; by default the page's color
 *   scheme.
 * @cssprop --keyhole-surface - Background of the element.
 * @cssprop --keyhole-surface-raised - Background of menus and other layers above the rest.
 * @cssprop --keyhole-subtle - Background of hovered items, code and the recording's lanes.
 * @cssprop --keyhole-selected - Background of the open row and of the turn that is heard.
 * @cssprop --keyhole-text - Color of text.
 * @cssprop --keyhole-muted - Color of secondary text.
 * @cssprop --keyhole-border - Color of dividing lines.
 * @cssprop --keyhole-control-border - Color of the edges of fields and buttons; 3:1 against the background.
 * @cssprop --keyhole-accent - Color of focus rings, primary buttons and selection marks.
 * @cssprop --keyhole-on-accent - Color of text and pictures on the accent.
 * @cssprop --keyhole-link - Color of links.
 * @cssprop --keyhole-ended - Color of the status "ended".
 * @cssprop --keyhole-active - Color of the status "in progress".
 * @cssprop --keyhole-waiting - Color of the status "waiting".
 * @cssprop --keyhole-unjoined - Color of the status "not joined".
 * @cssprop --keyhole-passed - Color of the verdict "passed".
 * @cssprop --keyhole-failed - Color of the verdict "failed", and of marks.
 * @cssprop --keyhole-danger - Color of errors and strips.
 * @cssprop --keyhole-caution - Color of warnings, and of the edge of the current match.
 * @cssprop --keyhole-caller - Color of the caller in transcript and lanes.
 * @cssprop --keyhole-agent - Color of the agent in transcript and lanes.
 * @cssprop --keyhole-match - Background of a match of the search.
 * @cssprop --keyhole-found - Background of the current match.
 * @cssprop --keyhole-font-family - Font of all text.
 * @cssprop --keyhole-font-family-mono - Font of tools' arguments and results.
 * @cssprop --keyhole-font-size - Size of text; all other sizes are relative to it.
 * @cssprop --keyhole-font-size-small - Size of times, labels and statuses.
 * @cssprop --keyhole-font-size-heading - Size of titles.
 * @cssprop --keyhole-font-weight - Weight of text.
 * @cssprop --keyhole-font-weight-strong - Weight of titles, names and statuses.
 * @cssprop --keyhole-line-height - Height of a line of text.
 * @cssprop --keyhole-space - Inline padding; block padding is relative to it.
 * @cssprop --keyhole-density - Factor for block padding, buttons and fields: 1 is comfortable, 0.6 compact. No
 *   target gets smaller than 24px.
 * @cssprop --keyhole-control-size - Height of buttons and fields; 44px for touch input.
 * @cssprop --keyhole-radius - Corner radius of the frame.
 * @cssprop --keyhole-radius-control - Corner radius of buttons, fields and menus.
 * @cssprop --keyhole-border-width - Width of lines and edges.
 * @cssprop --keyhole-shadow - Shadow of layers above the rest, as `box-shadow`.
 * @cssprop --keyhole-focus - Focus ring, as `outline`.
 * @cssprop --keyhole-focus-offset - Distance of the focus ring, as `outline-offset`; negative values draw it inside.
 * @cssprop --keyhole-duration - Duration of one beat of an animation; 0s disables animations.
 */
export class KeyholeCall extends LazyElement<CallElementController> {
  static override readonly styles = [box, row, notice, tokens("call", "720px")];
  static override readonly properties = { ...SiteElement.properties, callId: { attribute: "call-id" } };

  /** Id of the call. */
  callId: string | null = null;

  /** @internal */
  readonly callModule = new LazyModule<CallModule>(this, loadCall, true);
  protected override readonly module = this.callModule;

  /** Plays the recording, if there is one. Browsers require a gesture of the viewer before the first time. */
  play(): void {
    this.pane?.view?.player.play();
  }

  /** Pauses the recording. */
  pause(): void {
    this.pane?.view?.player.pause();
  }

  /** Seeks in the recording, in milliseconds. */
  seek(atMs: number): void {
    this.pane?.view?.player.seek(atMs);
  }

  /** @internal */
  get pane(): CallController | undefined {
    return this.content?.pane;
  }

  protected override placeholder(): TemplateResult {
    return renderSkeleton(this.text("loading"));
  }

  protected override missing(): Misuse | null {
    return this.callId ? null : { kind: "call-missing" };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-call": KeyholeCall;
  }
}
