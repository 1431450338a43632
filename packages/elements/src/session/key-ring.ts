import { ABORTED, withDeadline } from "./abortable.ts";
import { type KeyStore, memoryKeyStore } from "./key-store.ts";
import { KEY_STORE_TIMEOUT_MS } from "./limits.ts";
import { generatePageKey, isPageKey, type PageKey } from "./page-key.ts";
import type { SessionDeps, WebCrypto } from "./session-deps.ts";

/** The one key pair that a page uses for a broker and site. */
export interface KeyRing {
  /** The stored key; else a new one, unless another tab was the first to store one. */
  load(): Promise<PageKey>;
  /**
   * The key for a member: `held` where it is this member's or nobody's, else a new one that takes
   * its place. A key that another tab has stored for the same member goes first.
   */
  claim(held: PageKey, member: string): Promise<PageKey>;
  /** Removes the key from memory and storage. Rejects where storage refuses. */
  forget(): Promise<void>;
}

/**
 * Keeps the key under `name`. Operations run one after the other. As soon as the store rejects or
 * hangs, the ring goes on in memory until the page is left: a private window must not lose a
 * viewer its page, and a second key pair in a second tab is the lesser evil.
 */
export function createKeyRing(
  name: string,
  crypto: WebCrypto,
  deps: Pick<SessionDeps, "keyStore" | "setTimer" | "clearTimer">,
): KeyRing {
  const memory = memoryKeyStore();
  let store: KeyStore = deps.keyStore;
  let current: Promise<PageKey> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  }

  async function bounded<T>(work: () => Promise<T>): Promise<T> {
    const done = await withDeadline(deps, KEY_STORE_TIMEOUT_MS, [], async () => work());
    if (done === ABORTED) throw new Error("IndexedDB does not answer.");
    return done;
  }

  async function stored<T>(work: (store: KeyStore) => Promise<T>): Promise<T> {
    if (store !== memory) {
      const tried = store;
      try {
        return await bounded(() => work(tried));
      } catch {
        store = memory;
      }
    }
    return work(store);
  }

  /** Stores what `choose` makes of the key that is there, and returns it. */
  async function settle(mine: PageKey, choose: (old: PageKey) => PageKey): Promise<PageKey> {
    let kept = mine;
    await stored((store) =>
      store.update(name, (old) => {
        kept = isPageKey(old) ? choose(old) : mine;
        return kept;
      }),
    );
    return kept;
  }

  async function loadStored(): Promise<PageKey> {
    const old = await stored((store) => store.get(name));
    if (isPageKey(old)) return old;
    return settle(await generatePageKey(crypto), (old) => old);
  }

  async function claimStored(held: PageKey, member: string): Promise<PageKey> {
    if (held.member === member) return held;
    const mine = { ...(held.member ? await generatePageKey(crypto) : held), member };
    const kept = await settle(mine, (old) =>
      old.member === member || (old.member && old.jkt === mine.jkt) ? old : mine,
    );
    // Another tab has used the same key for another member in the meantime.
    return kept.member === member ? kept : claimStored(kept, member);
  }

  function remember(turn: Promise<PageKey>): Promise<PageKey> {
    current = turn;
    turn.catch(() => {
      if (current === turn) current = undefined;
    });
    return turn;
  }

  return {
    load: () => current ?? remember(inTurn(loadStored)),
    claim: (held, member) => remember(inTurn(() => claimStored(held, member))),
    forget() {
      current = undefined;
      return inTurn(async () => {
        const removed = bounded(() => deps.keyStore.remove(name));
        if (store !== memory) return removed;
        // Storage has failed before. What hung may still have been written since.
        removed.catch(() => {});
        return memory.remove(name);
      });
    },
  };
}
