import { TALK_STEP_MS } from "../../base/limits.ts";
import type { TalkLevels } from "../model/talk-state.ts";

/** Steps of the meter for whoever wants no motion. */
const STEPS = 2;
const BARS = 4;

/** Bars that show how loud it is. They move by a custom property: no style is written into markup. */
export class LevelMeter {
  readonly element = document.createElement("span");
  #levels: TalkLevels | null = null;
  #source: keyof TalkLevels = "microphone";
  #frame: number | null = null;
  #drawnMs = Number.NEGATIVE_INFINITY;

  constructor() {
    this.element.className = "meter";
    this.element.part.value = "meter";
    this.element.setAttribute("aria-hidden", "true");
    for (let count = 0; count < BARS; count += 1) {
      const bar = document.createElement("i");
      bar.part.value = "meter-bar";
      this.element.append(bar);
    }
  }

  use(levels: TalkLevels): void {
    this.#levels = levels;
  }

  /** Shows the level of one of the two, frame by frame, until `stop()`. */
  follow(source: keyof TalkLevels): void {
    this.#source = source;
    this.#frame ??= requestAnimationFrame(this.#draw);
  }

  stop(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
  }

  #draw = (nowMs: number): void => {
    this.#frame = requestAnimationFrame(this.#draw);
    const level = Math.min(1, Math.max(0, this.#levels?.[this.#source]() ?? 0));
    const isStill = matchMedia("(prefers-reduced-motion)").matches;
    if (isStill && nowMs - this.#drawnMs < TALK_STEP_MS) return;
    this.#drawnMs = nowMs;
    const shown = isStill ? Math.round(level * STEPS) / STEPS : level;
    this.element.style.setProperty("--_level", shown.toFixed(2));
  };
}
