import { html, nothing, type TemplateResult } from "lit";
import { SiteElement } from "../../core/site-element.ts";
import { type Notice, renderButton } from "../../errors/render-notice.ts";
import { KeyholeOpenRequestEvent } from "../../events/keyhole-open-request-event.ts";
import type { TalkFailure, TalkState } from "../model/talk-state.ts";
import type { TalkHost } from "./talk-host.ts";
import { talkNotice } from "./talk-notice.ts";

/** Why a call has ended, how long it was, and what can be done next. */
export function renderEnd(
  host: TalkHost,
  { phase, callId }: Readonly<TalkState>,
  { durationMs, again }: { durationMs: number | null; again: () => void },
): TemplateResult {
  const { text, formats } = host;
  const why = phase.at === "ended" ? text(`talk.ended.${phase.reason}`) : "";
  const duration =
    durationMs === null ? "" : text("talk.ended.duration", { duration: formats.duration(durationMs) });
  return renderResult(
    { title: text("talk.ended.title"), text: `${why} ${duration}`, button: text("talk.again") },
    again,
    callId && maySee(host)
      ? renderButton(text("talk.details"), () => host.dispatchEvent(new KeyholeOpenRequestEvent(callId)))
      : nothing,
  );
}

/** What failed, why and what to do. */
export function renderFailure(
  host: TalkHost,
  failure: TalkFailure | null,
  { retry, write }: { retry: () => void; write?: () => void },
): TemplateResult | typeof nothing {
  if (!failure) return nothing;
  const notice = talkNotice(host, failure);
  return html`<slot name="error">${renderResult(
    notice,
    retry,
    write ? renderButton(host.text("talk.type"), write) : nothing,
    "!",
  )}</slot>`;
}

function renderResult(
  { title, text: words, button, more }: Notice,
  act: () => void,
  other: unknown,
  icon = "✓",
): TemplateResult {
  return html`<div class="notice first" part="notice" tabindex="-1">
    <span class="icon" part="icon" aria-hidden="true">${icon}</span>
    <h2 part="notice-title">${title}</h2>
    <p part="notice-text">${words}</p>
    <div class="actions" part="actions">${renderButton(button, act)} ${other}</div>
    ${more ?? nothing}
  </div>`;
}

/** Whether a list in the document can show the call: one with the same session, of a viewer who may read calls. */
function maySee({ session }: TalkHost): boolean {
  const state = session?.state;
  const mayRead = state?.status === "ready" && state.scopes.includes("calls:read");
  return (
    mayRead &&
    [...document.querySelectorAll("*")].some(
      (element) => element instanceof SiteElement && "renderRowEnd" in element && element.session === session,
    )
  );
}
