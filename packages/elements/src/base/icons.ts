import { html } from "lit";

// Inline, in the colour of the text: no request for an image.

/** A handset: calls by phone and SIP. */
export const PHONE = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6.5 4h3l1.5 4-2 1.5a12 12 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A16 16 0 0 1 4.5 6.2 2 2 0 0 1 6.5 4Z" /></svg>`;

/** A microphone: calls from a browser or an app. */
export const MICROPHONE = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3.5a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0V6A2.5 2.5 0 0 1 12 3.5ZM6.5 11a5.5 5.5 0 0 0 11 0M12 16.5v4" /></svg>`;
