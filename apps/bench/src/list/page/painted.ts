/** Resolves once the coming frame is painted. */
export async function painted(): Promise<void> {
  await nextFrame();
  await thisFramePainted();
}

/** Resolves once a frame is painted, from a callback of that frame. */
export async function thisFramePainted(): Promise<void> {
  // A message is taken after the frame, a promise would go on before its layout.
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
}

/** Resolves in the coming frame, before its layout. */
export function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
}
