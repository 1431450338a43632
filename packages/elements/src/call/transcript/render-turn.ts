import type { Message } from "@keyhole/contract";
import type { TemplateResult } from "lit";
import { clockTime } from "../../base/clock-time.ts";
import { COPY, LINK } from "../icons.ts";
import type { Kit } from "../kit.ts";
import { findLinks } from "./find-links.ts";
import type { Match } from "./find-matches.ts";
import { piecesOf } from "./pieces.ts";
import { isRecognised, speakerName, startOf } from "./speaker-name.ts";

export interface TurnView {
  turn: Message;
  index: number;
  count: number;
  /** It is heard now. */
  current: boolean;
  /** The one turn that Tab reaches. */
  tabbable: boolean;
  /** Kept in the document for its focus, outside the turns in view. */
  pinned: boolean;
  /** The first turn of a further stage. */
  beginsStage: boolean;
  /** A click goes there. */
  seekable: boolean;
  /** Matches in this turn, and which of them is the one that was gone to. */
  matches: readonly Match[];
  at: number;
}

/** One turn of a transcript. All of it is text; web addresses alone become links. */
export function renderTurn(kit: Kit, element: HTMLElement, view: TurnView): void {
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
  kit.render(renderContent(kit, view), element);
}

function renderContent(kit: Kit, view: TurnView): TemplateResult {
  const { html, nothing, text } = kit;
  const { turn, beginsStage } = view;
  const isSaid = turn.role === "user" || turn.role === "agent";
  return html`${
    beginsStage
      ? html`<p class="stage" part="stage"><span>${text("stage", { number: turn.stage + 1 })}</span></p>`
      : nothing
  }
    ${isSaid ? renderSaid(kit, view) : renderTool(kit, view)}`;
}

function renderSaid(kit: Kit, view: TurnView): TemplateResult {
  const { html, nothing, text } = kit;
  const { turn } = view;
  return html`<div class="head">
      <b class="speaker" part="speaker">${speakerName(text, turn)}</b>
      ${isRecognised(turn) ? html`<span class="recognised" part="recognised">${text("recognised")}</span>` : nothing}
      ${renderTime(kit, view)} ${renderActions(kit, view)}
    </div>
    <p class="said" part="turn-text" dir="auto" lang="">${turn.text ? renderPieces(kit, view, turn.text) : text("noWords")}</p>`;
}

/** A tool: its name, and folded what it was asked or answered, where the site shows that. */
function renderTool(kit: Kit, view: TurnView): TemplateResult {
  const { html, text } = kit;
  const { turn, tabbable } = view;
  const name = html`<span class="speaker" part="speaker" dir="auto">${speakerName(text, turn)}</span>`;
  const held =
    turn.text === null
      ? html`<div class="tool">${name}</div>`
      : html`<details class="tool" part="tool" ?open=${view.at >= 0}>
          <summary part="tool-button" tabindex=${tabbable ? 0 : -1}>${name}</summary>
          <pre class="said" part="tool-text" dir="auto" lang="">${renderPieces(kit, view, turn.text)}</pre>
        </details>`;
  return html`<div class="head">${held} ${renderTime(kit, view)} ${renderActions(kit, view)}</div>`;
}

function renderTime(
  { html, nothing, text }: Kit,
  { turn, seekable, tabbable }: TurnView,
): TemplateResult | typeof nothing {
  const atMs = startOf(turn);
  if (atMs === null) return nothing;
  const time = clockTime(atMs);
  return seekable
    ? html`<button class="at" part="turn-time" tabindex=${tabbable ? 0 : -1} aria-label=${text("turn.play", { time })}>${time}</button>`
    : html`<span class="at" part="turn-time">${time}</span>`;
}

function renderActions({ html, nothing, text }: Kit, { turn, tabbable }: TurnView): TemplateResult {
  const atMs = startOf(turn);
  const link = atMs === null ? "" : text("turn.link", { time: clockTime(atMs) });
  const button = (name: string, words: string, icon: typeof COPY) =>
    html`<button class=${name} part="turn-button" tabindex=${tabbable ? 0 : -1} aria-label=${words} title=${words}>${icon(html)}</button>`;
  return html`<span class="actions" part="turn-actions">
    ${button("copy", text("turn.copy"), COPY)} ${link ? button("link", link, LINK) : nothing}
  </span>`;
}

function renderPieces({ html, nothing }: Kit, { matches, at, tabbable }: TurnView, words: string): unknown {
  return piecesOf(words, findLinks(words), matches).map(({ text: piece, href, match }) => {
    const marked =
      match === null
        ? piece
        : html`<mark class=${match === at ? "found" : ""} part=${match === at ? "match found" : "match"}>${piece}</mark>`;
    return href === null
      ? marked
      : html`<a part="turn-link" href=${href} target="_blank" rel="noopener noreferrer nofollow" tabindex=${tabbable ? nothing : -1}>${marked}</a>`;
  });
}
