import { executeServerCommand } from "@web/test-runner-commands";

/** Media features of the whole page; null for the browser's own. */
export interface Media {
  media?: "print" | "screen" | null;
  forcedColors?: "active" | "none" | null;
  contrast?: "more" | "no-preference" | null;
  reducedMotion?: "reduce" | "no-preference" | null;
}

/** The runner's own command, with what its types leave out and its browser knows. */
export async function emulateMedia(media: Media): Promise<void> {
  await executeServerCommand("emulate-media", media);
}

export function resetMedia(): Promise<void> {
  return emulateMedia({ media: null, forcedColors: null, contrast: null, reducedMotion: null });
}
