/** Features that the elements use although a supported browser lacks them. */
export interface Exception {
  /** Their places in MDN's data; each covers what is below it. */
  features: readonly [string, ...string[]];
  /** What happens in a browser without them, as the documentation says it. */
  fallback: string;
  /** A script that takes them away, so that a test sees the fallback. Style properties are taken away by their name. */
  without?: string;
}

/**
 * An end-to-end test takes all of these away and walks through list and call. A feature that is no longer used, or
 * that every supported browser has, fails the check until its line is removed.
 */
export const EXCEPTIONS: readonly Exception[] = [
  {
    features: ["api.Window.navigation"],
    fallback:
      "The browser’s Back leaves the page instead of closing the call. Escape and the buttons close it.",
    without: "delete window.navigation",
  },
  {
    features: ["api.trustedTypes"],
    fallback: "The browser has no `trusted-types` directive, so templates need no policy.",
    without: "delete window.trustedTypes",
  },
  {
    features: ["api.Element.currentCSSZoom"],
    fallback: "On a page with CSS `zoom`, the export menu may open beside its button.",
    without: "delete Element.prototype.currentCSSZoom",
  },
  {
    features: ["javascript.builtins.Error.captureStackTrace"],
    fallback: "An error while a spreadsheet is written names one more function.",
    without: "delete Error.captureStackTrace",
  },
  {
    features: ["api.Document.featurePolicy"],
    fallback: "A diagnosis cannot tell whether the page may use the microphone.",
    without: "delete Document.prototype.featurePolicy",
  },
  {
    features: ["api.MediaDevices.devicechange_event"],
    fallback: "A microphone that is plugged in during a call appears among the devices with the next call.",
    without: "delete MediaDevices.prototype.ondevicechange",
  },
  {
    features: ["css.properties.scrollbar-width"],
    fallback: "Scrollbars are as wide as elsewhere on the page.",
  },
  {
    features: ["css.properties.overflow-anchor"],
    fallback: "A browser without scroll anchoring has none to switch off.",
  },
  {
    features: ["css.properties.accent-color"],
    fallback: "Controls of the browser keep its own colour.",
  },
  {
    features: ["css.properties.forced-color-adjust"],
    fallback: "A browser without forced colours has none to switch off.",
  },
  {
    features: ["css.properties.cursor"],
    fallback: "Touch screens show no pointer.",
  },
];
