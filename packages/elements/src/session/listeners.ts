/** Those who want to know when the session has changed. */
export interface Listeners {
  readonly size: number;
  /** Returns the removal. The same function may be added twice. */
  add(call: () => void): () => void;
  /** One that throws is reported and does not keep it from the others. */
  tell(): void;
}

export function createListeners(): Listeners {
  const entries = new Set<{ call: () => void }>();
  return {
    get size() {
      return entries.size;
    },
    add(call) {
      const entry = { call };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    tell() {
      for (const { call } of [...entries]) {
        try {
          call();
        } catch (error) {
          reportError(error);
        }
      }
    },
  };
}
