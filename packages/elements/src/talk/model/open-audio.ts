/** The page's AudioContext, for as long as somebody needs it. */
export interface Audio {
  /** Null where the browser makes none. */
  readonly context: AudioContext | null;
  close(): void;
}

let shared: AudioContext | null = null;
let users = 0;

/**
 * One AudioContext for all talks of a page, because browsers allow few. Call it in the handler of a click: otherwise it
 * stays suspended. The last that closes it ends it.
 */
export function openAudio(): Audio {
  try {
    shared ??= new AudioContext();
  } catch {
    return { context: null, close() {} };
  }
  const context = shared;
  users++;
  context.resume().catch(() => {});
  let isOpen = true;
  return {
    context,
    close() {
      if (!isOpen) return;
      isOpen = false;
      users--;
      if (users > 0) return;
      shared = null;
      context.close().catch(() => {});
    },
  };
}

/** A track without a sound, for a caller who types. It needs no permission. */
export function silentTrack(context: AudioContext): MediaStreamTrack | null {
  return context.createMediaStreamDestination().stream.getAudioTracks()[0] ?? null;
}
