/**
 * The body as text; undefined if it is larger than allowed. Rejects when the connection breaks. The deadline of
 * the request bounds what is read. The body is not read in chunks, because Chromium's developer tools then show
 * the request as cancelled.
 */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (Number(response.headers.get("Content-Length")) > maxBytes) {
    response.body?.cancel().catch(() => {});
    return undefined;
  }
  const text = await response.text();
  return text.length > maxBytes ? undefined : text;
}

/** Undefined if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
