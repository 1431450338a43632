/** Where a page starts: next to one row, so that rows added later move nothing. */
export interface Cursor {
  readonly createdMicros: number;
  readonly sequence: number;
  /** Towards the beginning of the list. */
  readonly reverse: boolean;
  /** Counts the pages of one walk, from 1 on the second page. */
  readonly pageNumber: number;
}

/** Base64 of a query string, the form in which the vendor's framework writes its cursors. */
export function encodeCursor(cursor: Cursor): string {
  const text = new URLSearchParams({
    p: String(cursor.createdMicros),
    s: String(cursor.sequence),
    n: String(cursor.pageNumber),
    ...(cursor.reverse ? { r: "1" } : {}),
  }).toString();
  return Buffer.from(text).toString("base64");
}

/** Null where the text is no cursor of ours. */
export function decodeCursor(text: string): Cursor | null {
  const match = /^p=(\d{1,16})&s=(\d{1,9})&n=(\d{1,9})(&r=1)?$/.exec(Buffer.from(text, "base64").toString());
  if (match === null) return null;
  const [, createdMicros, sequence, pageNumber, reverse] = match;
  return {
    createdMicros: Number(createdMicros),
    sequence: Number(sequence),
    pageNumber: Number(pageNumber),
    reverse: reverse !== undefined,
  };
}
