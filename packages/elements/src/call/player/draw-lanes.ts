import type { Span } from "../transcript/turn-at.ts";
import type { Lanes } from "./read-peaks.ts";

export interface Drawing {
  spans: readonly Span[];
  durationMs: number;
  /** Null until the peaks are loaded: only the spans are drawn. */
  lanes: Lanes | null;
}

/**
 * Draws when each speaker talks, the caller above the agent, at the size of the canvas on the screen and in the
 * colours of the speakers' names beside it.
 */
export function drawLanes(canvas: HTMLCanvasElement, { spans, durationMs, lanes }: Drawing): void {
  const scale = devicePixelRatio || 1;
  const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
  const context = canvas.getContext("2d");
  if (!context || width === 0 || height === 0) return;
  [canvas.width, canvas.height] = [width, height];
  const laneHeight = height / 2;
  for (const role of ["user", "agent"] as const) {
    const topPx = role === "user" ? 0 : laneHeight;
    const name = canvas.closest(".player")?.querySelector(`.by-${role}`);
    context.fillStyle = name ? getComputedStyle(name).color : "";
    context.globalAlpha = lanes ? 0.16 : 0.75;
    const inset = laneHeight * (lanes ? 0.08 : 0.25);
    context.beginPath();
    for (const span of spans) {
      if (span.role !== role) continue;
      const left = (span.startMs / durationMs) * width;
      const wide = Math.max(scale, ((span.endMs - span.startMs) / durationMs) * width);
      context.roundRect(left, topPx + inset, wide, laneHeight - 2 * inset, 3 * scale);
    }
    context.fill();
    if (!lanes) continue;
    context.globalAlpha = 1;
    const peaks = lanes[role];
    const loudest = Math.max(0.05, ...peaks);
    const step = width / peaks.length;
    for (const [at, loud] of peaks.entries()) {
      const tall = (loud / loudest) * laneHeight * 0.8;
      if (tall > 0.5) {
        const [left, wide] = [Math.floor(at * step), Math.max(1, Math.floor(step * 0.7))];
        context.fillRect(left, topPx + (laneHeight - tall) / 2, wide, tall);
      }
    }
  }
}
