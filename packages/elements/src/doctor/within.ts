/** The browser's own, whatever the page has made of `Promise`. */
export const OwnPromise = (async () => {})().constructor as PromiseConstructor;

/** Settles as the work does, or rejects when the time is up. */
export function within<Value>(ms: number, work: () => Promise<Value>): Promise<Value> {
  return new OwnPromise((resolve, reject) => {
    setTimeout(() => reject(new DOMException("", "TimeoutError")), ms);
    // An async function, so that what `work` throws rejects.
    (async () => work())().then(resolve, reject);
  });
}
