import type { Message } from "@keyhole/contract";
import { html, nothing, render, type TemplateResult } from "lit";
import { clockTime } from "../../base/clock-time.ts";
import { TURN_CHARACTERS_MAX } from "../../base/limits.ts";
import type { Text } from "../../i18n/text.ts";
import { findLinks, type Link, piecesOf, type TextRange } from "./text-pieces.ts";
import { isRecognised, speakerName, startOf } from "./turns.ts";

export interface TurnState {
  text: Text;
  /** BCP 47 tag for numbers; undefined for the browser's own. */
  locale: string | undefined;
  turn: Message;
  index: number;
  count: number;
  /** The recording plays this turn. */
  current: boolean;
  /** The one turn that Tab reaches. */
  tabbable: boolean;
  /** Outside the view, and kept in the document for its focus. */
  pinned: boolean;
  /** The first turn of a further stage. */
  beginsStage: boolean;
  /** What is marked in the turn. */
  mark: unknown;
  /** A click plays from this turn. */
  seekable: boolean;
  /** All of a long text is shown. */
  unfolded: boolean;
  /** The search's matches in this turn, and the index of the current one; -1 if it is elsewhere. */
  matches: readonly TextRange[];
  at: number;
}

const COPY = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 9h11v11H9zM5 15H4V4h11v1" /></svg>`;
const LINK = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10 14a4 4 0 0 0 5.7 0l3.3-3.3a4 4 0 0 0-5.7-5.7L12 6.3m2 3.7a4 4 0 0 0-5.7 0L5 13.3a4 4 0 0 0 5.7 5.7l1.3-1.3" /></svg>`;

/** The links of turns, which are rendered again for every step of the recording. */
const linksOf = new WeakMap<Message, Link[]>();

/** One turn of a transcript. Its content is rendered as text; only web addresses become links. */
export function renderTurn(element: HTMLElement, view: TurnState): void {
  const { turn, current, seekable } = view;
  const by = turn.role === "user" || turn.role === "agent" ? turn.role : "tool";
  const names = ["turn", `by-${by}`, current && "heard", view.pinned && "pinned", seekable && "seekable"];
  element.role = "listitem";
  element.ariaPosInSet = `${view.index + 1}`;
  element.ariaSetSize = `${view.count}`;
  element.ariaCurrent = current ? "true" : null;
  element.tabIndex = view.tabbable ? 0 : -1;
  element.className = names.filter(Boolean).join(" ");
  element.part.value = `turn ${by}${current ? " current" : ""}`;
  render(renderContent(view), element);
}

function renderContent(view: TurnState): TemplateResult {
  const { text, turn, beginsStage } = view;
  const isSaid = turn.role === "user" || turn.role === "agent";
  return html`${
    beginsStage
      ? html`<p class="stage" part="stage"><span>${text("stage", { number: turn.stage + 1 })}</span></p>`
      : nothing
  }
    ${isSaid ? renderSaid(view) : renderTool(view)} ${view.mark}`;
}

function renderSaid(view: TurnState): TemplateResult {
  const { text, turn } = view;
  return html`<div class="head">
      <b class="speaker" part="speaker">${speakerName(text, turn)}</b>
      ${isRecognised(turn) ? html`<span class="recognised" part="recognised">${text("recognised")}</span>` : nothing}
      ${renderTime(view)} ${renderActions(view)}
    </div>
    <p class="said" part="turn-text" dir="auto" lang="">${turn.text ? renderPieces(view, turn.text) : text("noWords")}</p>
    ${renderFold(view)}`;
}

/** A tool: its name and, where the site shows them, its folded arguments or result. */
function renderTool(view: TurnState): TemplateResult {
  const { text, turn, tabbable } = view;
  const name = html`<span class="speaker" part="speaker" dir="auto">${speakerName(text, turn)}</span>`;
  const held =
    turn.text === null
      ? html`<div class="tool">${name}</div>`
      : html`<details class="tool" part="tool" ?open=${view.at >= 0}>
          <summary part="tool-button" tabindex=${tabbable ? 0 : -1}>${name}</summary>
          <pre class="said" part="tool-text" dir="auto" lang="">${renderPieces(view, turn.text)}</pre>
          ${renderFold(view)}
        </details>`;
  return html`<div class="head">${held} ${renderTime(view)} ${renderActions(view)}</div>`;
}

function renderTime({ text, locale, turn, seekable, tabbable }: TurnState): TemplateResult | typeof nothing {
  const atMs = startOf(turn);
  if (atMs === null) return nothing;
  const time = clockTime(atMs, locale);
  return seekable
    ? html`<button class="at" part="turn-time" tabindex=${tabbable ? 0 : -1} aria-label=${text("turn.play", { time })}>${time}</button>`
    : html`<span class="at" part="turn-time">${time}</span>`;
}

function renderActions({ text, locale, turn, tabbable }: TurnState): TemplateResult {
  const atMs = startOf(turn);
  const link = atMs === null ? "" : text("turn.link", { time: clockTime(atMs, locale) });
  const button = (name: string, words: string, icon: TemplateResult) =>
    html`<button class=${name} part="turn-button" tabindex=${tabbable ? 0 : -1} aria-label=${words} title=${words}>${icon}</button>`;
  return html`<span class="actions" part="turn-actions">
    ${button("copy", text("turn.copy"), COPY)} ${link ? button("link", link, LINK) : nothing}
  </span>`;
}

/** How much of a text is shown. The current match is always. */
function shownLength({ turn, unfolded, matches, at }: TurnState): number {
  const words = turn.text ?? "";
  const isFolded = !unfolded && (matches[at]?.end ?? 0) <= TURN_CHARACTERS_MAX;
  if (!isFolded || words.length <= TURN_CHARACTERS_MAX) return words.length;
  // Half a surrogate pair is no character.
  return TURN_CHARACTERS_MAX - ((words.codePointAt(TURN_CHARACTERS_MAX - 1) ?? 0) > 0xffff ? 1 : 0);
}

/** Unfolds a long text, and folds it again. */
function renderFold(view: TurnState): TemplateResult | typeof nothing {
  const { text, turn, tabbable, unfolded } = view;
  const { length } = turn.text ?? "";
  if (length <= TURN_CHARACTERS_MAX || (!unfolded && shownLength(view) === length)) return nothing;
  return html`<button class="at fold" part="turn-button" tabindex=${tabbable ? 0 : -1} aria-expanded=${unfolded}>${text(unfolded ? "turn.less" : "turn.more")}</button>`;
}

function renderPieces(view: TurnState, words: string): unknown {
  const { turn, matches, at, tabbable } = view;
  const links = linksOf.get(turn) ?? findLinks(words);
  linksOf.set(turn, links);
  const end = shownLength(view);
  const within = <Range extends TextRange>(ranges: readonly Range[]) =>
    ranges.filter(({ start }) => start < end).map((range) => ({ ...range, end: Math.min(range.end, end) }));
  return piecesOf(words.slice(0, end), within(links), within(matches)).map(({ text: piece, href, match }) => {
    const marked =
      match === null
        ? piece
        : html`<mark class=${match === at ? "found" : ""} part=${match === at ? "match found" : "match"}>${piece}</mark>`;
    return href === null
      ? marked
      : html`<a part="turn-link" href=${href} target="_blank" rel="noopener noreferrer nofollow" tabindex=${tabbable ? nothing : -1}>${marked}</a>`;
  });
}
