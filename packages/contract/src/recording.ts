/** `POST /v1/calls/:id/recording`: where the recording can be heard for a while. */
export interface RecordingTicket {
  /** A bearer URL for `<audio crossorigin src>`; it refuses any other `Origin` than the page's. */
  url: string;
  /** ISO 8601 with Z. */
  expiresAt: string;
}
