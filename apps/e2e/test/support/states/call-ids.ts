const idOf = (index: number) => `00000000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;

/** Staged calls by what they are. */
export const WAITING = idOf(0);
export const LIVE = idOf(1);
export const ENDED = idOf(2);
export const UNJOINED = idOf(8);
