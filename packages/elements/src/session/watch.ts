/** What a session does when its page or another tab changes. */
export interface Watched {
  /** The page enters the back-forward cache. */
  leave(): void;
  /** The page was restored from it. */
  back(): void;
  /** Another tab has signed out. */
  signOut(): void;
}

export interface Watch {
  /** Signs out the sessions of the same name in other tabs. */
  signedOut(): void;
}

/**
 * Watches the back-forward cache and other tabs for a session. An open channel keeps a page out of the cache of
 * some browsers, so it is closed meanwhile. A page that misses a message there asks anew when it is restored.
 */
export function watchPage(name: string, session: Watched): Watch {
  let channel = openChannel();

  function openChannel(): BroadcastChannel | undefined {
    try {
      const opened = new BroadcastChannel(`keyhole:${name}`);
      opened.onmessage = () => session.signOut();
      return opened;
    } catch {
      // The page, or a sandbox, allows none.
      return undefined;
    }
  }

  addEventListener("pagehide", ({ persisted }) => {
    if (!persisted) return;
    channel?.close();
    session.leave();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    channel = openChannel();
    session.back();
  });
  return {
    signedOut() {
      channel?.postMessage("signed-out");
    },
  };
}
