/**
 * The oldest browsers that the elements support: those that were current two years before December 2026, and the
 * oldest Firefox ESR that got updates since. The build, the check of features and the documentation read this table.
 */
export const OLDEST_BROWSERS = [
  {
    name: "Chrome and other Chromium browsers",
    version: "131",
    released: "2024-11",
    ids: ["chrome", "chrome_android", "edge"],
  },
  {
    name: "Firefox, and Firefox ESR",
    version: "128",
    released: "2024-07",
    ids: ["firefox", "firefox_android"],
  },
  { name: "Safari", version: "18.1", released: "2024-10", ids: ["safari", "safari_ios"] },
] as const;

/** The newest edition of ECMAScript whose syntax all of them read, regular expressions included. */
export const ECMASCRIPT = 2024;

/** As the build wants them: `chrome131`. */
export const BUILD_TARGETS: string[] = OLDEST_BROWSERS.map(({ ids, version }) => `${ids[0]}${version}`);
