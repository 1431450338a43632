import { assert } from "./assert.ts";

/** Waits in real time, at most half a minute, until a condition holds. */
export async function until(holds: () => unknown, what: string): Promise<void> {
  const endMs = performance.now() + 30_000;
  while (!holds()) {
    assert(performance.now() < endMs, `Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 8));
  }
}

/** The next frame, after its layout. */
export function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** Lets everything run that waits for an answer of a fake session. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Lets everything run that waits for WebCrypto or IndexedDB, but for no timer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}
