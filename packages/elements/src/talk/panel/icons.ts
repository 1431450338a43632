import { html } from "lit";

export const CROSS = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m7 7 10 10M17 7 7 17" /></svg>`;

export const FOLD = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 9 6 6 6-6" /></svg>`;

export const MICROPHONE_OFF = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9.5 6a2.5 2.5 0 0 1 5 0v4M14 13a2.5 2.5 0 0 1-4.5-2V9M6.5 11a5.5 5.5 0 0 0 9.2 4M17.5 11a5.5 5.5 0 0 1-.3 1.8M12 16.5v4M4 4l16 16" /></svg>`;

export const SOUND = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 10v4h4l5 4V6L8 10ZM16.5 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11" /></svg>`;

export const SILENCE = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 10v4h4l5 4V6L8 10ZM16.5 9.5l5 5m0-5-5 5" /></svg>`;

export const KEYBOARD = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16v10H4zM7 10.2h.01M10.3 10.2h.01M13.7 10.2h.01M17 10.2h.01M8.5 13.8h7" /></svg>`;

/** A handset that lies down. */
export const HANG_UP = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3.5 14.5c-.6-1-.5-2.3.3-3.1a11.6 11.6 0 0 1 16.4 0c.8.8.9 2.1.3 3.1l-.8 1.3-4-1.5v-2.5a9.5 9.5 0 0 0-6.8 0v2.5l-4 1.5Z" /></svg>`;
