import { API_KEY_MAX_CHARACTERS } from "../limits.ts";

/** The key, checked to be a header value: what a runtime throws about a bad one would repeat it. */
export function parseApiKey(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new TypeError("Option `apiKey` is missing.");
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new TypeError("Option `apiKey` must be visible ASCII without spaces or line ends.");
  }
  if (value.length > API_KEY_MAX_CHARACTERS) {
    throw new TypeError(`Option \`apiKey\` must be at most ${API_KEY_MAX_CHARACTERS} characters.`);
  }
  return value;
}
