/** Names that nobody can register (RFC 2606, RFC 6761 section 6.5). All examples of the documentation have one. */
const EXAMPLES = ["example", "example.com", "example.net", "example.org", "invalid"];

/** Names that exist on one machine or network alone (RFC 6761, RFC 6762). */
const LOCAL = ["localhost", "test", "local", "internal"];

/** True for an address that an owner has copied from an example. A wildcard counts as any label. */
export function isExampleAddress(address: string): boolean {
  return isBelow(address, EXAMPLES);
}

/** True for an address that only the machine or network of its owner knows. */
export function isLocalAddress(address: string): boolean {
  return isBelow(address, LOCAL) || /^(?:127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostOf(address));
}

function isBelow(address: string, names: readonly string[]): boolean {
  const host = hostOf(address);
  return names.some((name) => host === name || host.endsWith(`.${name}`));
}

/** The host in lower case, without the dot that may end it; empty for what is no URL. */
function hostOf(address: string): string {
  const url = address.replace("//*.", "//any.");
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase().replace(/\.$/, "") : "";
}
