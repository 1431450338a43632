/** A URL; null if it is none. Polyfills of `URL` lack `canParse`. */
export function parseUrl(url: string, base?: string): URL | null {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
}
