import type { TemplateResult } from "lit";
import type { ListKit } from "../kit.ts";

type Icon = (html: ListKit["html"]) => TemplateResult;

export const SEARCH: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="11" cy="11" r="6.5" /><path d="m16 16 4 4" /></svg>`;

export const SLIDERS: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h8m6 0h2M4 17h2m6 0h8" /><circle cx="15" cy="7" r="2.5" /><circle cx="9" cy="17" r="2.5" /></svg>`;

export const CROSS: Icon = (html) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m7 7 10 10M17 7 7 17" /></svg>`;
