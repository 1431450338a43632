/**
 * The body as text; undefined where it is larger than allowed. Rejects where the connection breaks.
 * What it takes is bounded by the time of the request. Chromium reports a body that is read chunk by
 * chunk as cancelled, which a developer would look for in vain.
 */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (Number(response.headers.get("Content-Length")) > maxBytes) {
    response.body?.cancel().catch(() => {});
    return undefined;
  }
  const text = await response.text();
  return text.length > maxBytes ? undefined : text;
}

/** True where the answer says that it is of one of the types, whatever its parameters. */
export function hasType(response: Response, ...types: string[]): boolean {
  const type = response.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  return type !== undefined && types.includes(type);
}

/** Undefined where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
