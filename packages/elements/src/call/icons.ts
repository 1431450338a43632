import type { TemplateResult } from "lit";
import type { Kit } from "./kit.ts";

type Html = Kit["html"];
/** A picture drawn inline in the colour of the text. */
type Icon = (html: Html) => TemplateResult;

export const COPY: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 9h11v11H9zM5 15H4V4h11v1" /></svg>`;
export const LINK: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10 14a4 4 0 0 0 5.7 0l3.3-3.3a4 4 0 0 0-5.7-5.7L12 6.3m2 3.7a4 4 0 0 0-5.7 0L5 13.3a4 4 0 0 0 5.7 5.7l1.3-1.3" /></svg>`;
export const PLAY: Icon = (html) =>
  html`<svg class="solid" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5v14l11-7Z" /></svg>`;
export const PAUSE: Icon = (html) =>
  html`<svg class="solid" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 5h3v14H7zM14 5h3v14h-3z" /></svg>`;
export const BACK: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5v5h5M4.6 10A8 8 0 1 1 4 14" /></svg>`;
export const FORWARD: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M20 5v5h-5M19.4 10A8 8 0 1 0 20 14" /></svg>`;
export const SOUND: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 10v4h4l5 4V6L8 10ZM16.5 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11" /></svg>`;
export const SILENCE: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 10v4h4l5 4V6L8 10ZM16.5 9.5l5 5m0-5-5 5" /></svg>`;
export const UP: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 15 6-6 6 6" /></svg>`;
export const DOWN: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 9 6 6 6-6" /></svg>`;
