import type { State } from "./state.ts";

type Given = Omit<State, "group" | "name" | "element" | "controls"> & { controls?: number };

/** The same for both elements: what the page has set wrongly, and what keeps it from the broker. */
const GIVEN: Readonly<Record<string, Given>> = {
  "key-in-attribute": {
    query: { site: "rows", "api-key": "x" },
    words: "API keys do not belong in a page",
  },
  "site-missing": { query: {}, words: "No site set" },
  "broker-invalid": {
    query: { site: "rows", broker: "ftp://broker.example" },
    words: "Invalid broker address",
  },
  "time-zone-invalid": {
    query: { site: "rows", "time-zone": "Mars/Olympus" },
    words: "Unknown time zone",
  },
  "insecure-context": { query: { site: "rows" }, around: "insecure", words: "This page is not secure" },
  network: {
    query: { site: "rows" },
    around: "no network",
    words: "The broker does not answer",
    // The first words are those of the entry.
    steps: ({ element }) => element.getByRole("link", { name: /^Learn more/ }).waitFor(),
    controls: 2,
  },
  offline: { query: { site: "rows" }, around: "offline", words: "The broker does not answer", controls: 2 },
  blocked: {
    query: { site: "rows", broker: "https://broker.example" },
    words: "This page blocks the request",
    controls: 2,
  },
  "not-signed-in": {
    query: { site: "rows", "assertion-src": "/keyhole-assertion" },
    words: "You are not signed in",
    controls: 2,
  },
  "assertion-status": {
    query: { site: "rows", "assertion-src": "/nothing-there" },
    words: "This website answered with status 404",
    controls: 2,
  },
  "assertion-content": {
    query: { site: "rows", "assertion-src": "/theme-facts" },
    words: "did not answer with an assertion",
    controls: 2,
  },
  "assertion-network": {
    query: { site: "rows", "assertion-src": "/keyhole-assertion" },
    around: "no assertion",
    words: "could not be reached to confirm who you are",
    controls: 2,
  },
  "assertion-cross-origin": {
    query: { site: "rows", "assertion-src": "https://elsewhere.example/who" },
    words: "on another origin than this website",
    controls: 2,
  },
  "assertion-threw": {
    query: { site: "rows", "get-assertion": "throws" },
    words: "The function “getAssertion” of this page failed",
    controls: 2,
  },
  "wrong-clock": { query: { site: "wrong-clock" }, words: "The clock of this device is wrong", controls: 2 },
  foreign: { query: { site: "foreign" }, words: "Unexpected answer", controls: 2 },
  "site-unknown": { query: { site: "nobody-s" }, words: "Unknown site", controls: 2 },
};

export const MISUSE_STATES: readonly State[] = Object.entries(GIVEN).map(([name, given]) => ({
  name: `list-${name}`,
  group: "Set up wrongly",
  element: "keyhole-calls",
  // The link to the docs.
  controls: 1,
  ...given,
}));
