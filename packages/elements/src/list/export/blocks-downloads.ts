/** Whether a frame around the page is known to block downloads; undefined for a frame that cannot be read. */
export function blocksDownloads(): boolean | undefined {
  try {
    for (let view: Window = window; view !== view.parent; view = view.parent) {
      const frame = view.frameElement;
      if (frame === null) return undefined;
      // An element of another window is no instance of this one's classes.
      const sandbox = frame.getAttribute("sandbox");
      if (sandbox !== null && !/\ballow-downloads\b(?!-)/i.test(sandbox)) return true;
    }
    return false;
  } catch {
    return undefined;
  }
}
