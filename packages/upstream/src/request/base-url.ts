const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The base URL without a slash at its end. Throws a TypeError that names the option, and never repeats
 * the value: it may hold what should have gone elsewhere.
 */
export function parseBaseUrl(value: unknown): string {
  const url = typeof value === "string" ? URL.parse(value) : null;
  if (url === null) throw new TypeError("Option `baseUrl` must be an absolute URL.");
  const isLoopback = url.protocol === "http:" && LOOPBACK.test(url.hostname);
  if (url.protocol !== "https:" && !isLoopback) {
    throw new TypeError("Option `baseUrl` must be https; http is for loopback hosts only.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("Option `baseUrl` must hold no user name or password.");
  }
  if (url.search !== "" || url.hash !== "") {
    throw new TypeError("Option `baseUrl` must hold no query or fragment.");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
