import { KEY_STORE_TIMEOUT_MS } from "../base/limits.ts";
import { ABORTED, withDeadline } from "./abortable.ts";
import type { SessionDeps, WebCrypto } from "./deps.ts";
import { generatePageKey, isPageKey, type PageKey } from "./dpop.ts";

/** The key pair that a page uses for a broker and site. */
export interface KeyRing {
  /** The stored key. Without one, the first tab to store a new key decides. */
  load(): Promise<PageKey>;
  /** Uses the key that `work` resolves to from now on. `settle` stores keys for it. */
  change(work: (settle: SettleKey) => Promise<PageKey>): Promise<PageKey>;
  /** Forgets the key in memory: the next `load()` reads what is stored by then. */
  drop(): void;
  /** Removes the key from memory and storage. Rejects where storage refuses. */
  forget(): Promise<void>;
}

/** Stores the key that `choose` returns for the one that is there, and resolves to it. */
export type SettleKey = (mine: PageKey, choose: (old: PageKey) => PageKey) => Promise<PageKey>;

/**
 * Stores the key under `name`. Operations run one after the other. Once the store rejects or hangs, the key
 * ring continues in memory until the page is left, so that a private window works. A second tab then has a
 * second key pair.
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

  const settle: SettleKey = async (mine, choose) => {
    let kept = mine;
    await stored((store) =>
      store.update(name, (old) => {
        kept = isPageKey(old) ? choose(old) : mine;
        return kept;
      }),
    );
    return kept;
  };

  async function loadStored(): Promise<PageKey> {
    // A key is made while the store opens: a new page waits for both.
    const [old, mine] = await Promise.all([stored((store) => store.get(name)), generatePageKey(crypto)]);
    return isPageKey(old) ? old : settle(mine, (old) => old);
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
    change: (work) => remember(inTurn(() => work(settle))),
    drop() {
      current = undefined;
    },
    forget() {
      current = undefined;
      return inTurn(async () => {
        const removed = bounded(() => deps.keyStore.remove(name));
        if (store !== memory) return removed;
        // Storage has failed before, but a hanging write may have completed since.
        removed.catch(() => {});
        return memory.remove(name);
      });
    },
  };
}

/** Storage for key pairs. Any operation may reject or hang. */
export interface KeyStore {
  get(name: string): Promise<unknown>;
  /** Reads, changes and writes in one transaction: of two tabs, one is first. */
  update(name: string, change: (old: unknown) => unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The IndexedDB database `keyhole`, opened by the first operation. A library would take 150 bytes of every page. */
export function indexedDbKeyStore(): KeyStore {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("keyhole");
      request.onupgradeneeded = () => request.result.createObjectStore("keys");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  /** Resolves with the value of the request once the transaction is complete. */
  async function run<T>(mode: IDBTransactionMode, work: (keys: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    opened ??= open();
    const transaction = (await opened).transaction("keys", mode);
    const request = work(transaction.objectStore("keys"));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }
  return {
    get: (name) => run("readonly", (keys) => keys.get(name)),
    async update(name, change) {
      await run("readwrite", (keys) => {
        const request = keys.get(name);
        request.onsuccess = () => keys.put(change(request.result), name);
        return request;
      });
    },
    remove: (name) => run("readwrite", (keys) => keys.delete(name)),
  };
}

/** Storage until the page is left. */
export function memoryKeyStore(): KeyStore {
  const values = new Map<string, unknown>();
  return {
    get: async (name) => values.get(name),
    update: async (name, change) => {
      values.set(name, change(values.get(name)));
    },
    remove: async (name) => {
      values.delete(name);
    },
  };
}
