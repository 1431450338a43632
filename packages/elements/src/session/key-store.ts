import { createStore, del, get, type UseStore, update } from "idb-keyval";

/** Where key pairs are kept. Any operation may reject, or never answer. */
export interface KeyStore {
  get(name: string): Promise<unknown>;
  /** Reads, changes and writes in one transaction, so that of two tabs one is first. */
  update(name: string, change: (old: unknown) => unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

/** IndexedDB, database `keyhole`. It is opened with the first operation. */
export function indexedDbKeyStore(): KeyStore {
  let opened: UseStore | undefined;
  const store = () => {
    opened ??= createStore("keyhole", "keys");
    return opened;
  };
  return {
    get: async (name) => get(name, store()),
    update: async (name, change) => update(name, change, store()),
    remove: async (name) => del(name, store()),
  };
}

/** Until the page is left. */
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
