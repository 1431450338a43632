import type { ListHost } from "../list-host.ts";

/** What refreshing needs to know of the page that it is on. */
export interface RefreshPage {
  /** Somebody may see the page, and it has a connection. */
  readonly awake: boolean;
  /** Whether a list is rendered, in view or not: one in a closed tab, panel or `<details>` is not. */
  renders(list: ListHost): boolean;
  /** Calls back whenever that may have changed, and when the page comes back from the browser's cache. */
  listen(changed: () => void): () => void;
}

export const browserPage: RefreshPage = {
  get awake() {
    return document.visibilityState !== "hidden" && navigator.onLine;
  },
  renders({ renderRoot }) {
    return renderRoot.querySelector(".body")?.checkVisibility() ?? false;
  },
  listen(changed) {
    const listening = new AbortController();
    const { signal } = listening;
    document.addEventListener("visibilitychange", changed, { signal });
    for (const type of ["online", "offline", "pageshow"]) addEventListener(type, changed, { signal });
    return () => listening.abort();
  },
};
