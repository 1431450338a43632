import { html, nothing, type TemplateResult } from "lit";
import { clockTime } from "../../base/clock-time.ts";
import { SKIP_MS } from "../../base/limits.ts";
import type { Text, TextKey } from "../../i18n/text.ts";
import type { PlayerStore } from "./player-store.ts";

/** Playback speeds. */
const SPEEDS = [0.75, 1, 1.25, 1.5, 2, 3] as const;

export interface PlayerBar {
  text: Text;
  player: PlayerStore;
  durationMs: number;
  /** Who speaks at the position; null for nobody. */
  speaker: string | null;
  hasLanes: boolean;
  /** What is marked on the lanes. */
  marks: unknown;
  /** BCP 47 tag for numbers; undefined for the browser's own. */
  locale: string | undefined;
}

const PLAY = html`<svg class="solid" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5v14l11-7Z" /></svg>`;
const PAUSE = html`<svg class="solid" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 5h3v14H7zM14 5h3v14h-3z" /></svg>`;
const BACK = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5v5h5M4.6 10A8 8 0 1 1 4 14" /></svg>`;
const FORWARD = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M20 5v5h-5M19.4 10A8 8 0 1 0 20 14" /></svg>`;
const SOUND = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 10v4h4l5 4V6L8 10ZM16.5 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11" /></svg>`;
const SILENCE = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 10v4h4l5 4V6L8 10ZM16.5 9.5l5 5m0-5-5 5" /></svg>`;

/** The controls of a recording. They run from left to right in every language, like a tape. */
export function renderPlayerBar({
  text,
  player,
  durationMs,
  speaker,
  hasLanes,
  marks,
  locale,
}: PlayerBar): TemplateResult {
  const { playing, waiting, positionMs, speed, volume } = player.state;
  const [at, all] = [clockTime(positionMs, locale), clockTime(durationMs, locale)];
  const seek = ({ target }: Event) => player.seek(Number((target as HTMLInputElement).value) * 1000);
  const setSpeed = ({ target }: Event) => player.setSpeed(Number((target as HTMLSelectElement).value));
  const setVolume = ({ target }: Event) => player.setVolume(Number((target as HTMLInputElement).value));
  const button = (name: TextKey, icon: TemplateResult, act: () => void) =>
    html`<button class="tool-button" part="player-button" aria-label=${text(name)} title=${text(name)} @click=${act}>${icon}</button>`;
  return html`<div class="track ${hasLanes ? "with-lanes" : ""}" part="track">
      ${hasLanes ? html`<span class="lane-name by-user" part="lane-name user">${text("user")}</span><span class="lane-name by-agent" part="lane-name agent">${text("agent")}</span>` : nothing}
      <div class="lanes" part="lanes">
        <canvas aria-hidden="true"></canvas>
        <i class="played" part="played"></i>
        <input
          class="seek"
          part="seek"
          type="range"
          min="0"
          step="0.01"
          max=${durationMs / 1000}
          .value=${`${positionMs / 1000}`}
          aria-label=${text("position")}
          aria-valuetext=${speaker ? text("position.speaker", { at, all, name: speaker }) : text("position.value", { at, all })}
          @input=${seek}
        />
        ${marks}
      </div>
    </div>
    <div class="controls" part="controls">
      ${button("back", BACK, () => player.skip(-SKIP_MS))}
      <button class="play ${waiting ? "waiting-data" : ""}" part="play" aria-label=${text(playing ? "pause" : "play")} @click=${() => player.toggle()}>${playing ? PAUSE : PLAY}</button>
      ${button("forward", FORWARD, () => player.skip(SKIP_MS))}
      <span class="time" part="time">${at} <span part="time-total">/ ${all}</span></span>
      <span class="select">
        <select class="speed" part="speed" aria-label=${text("speed")} @change=${setSpeed}>
          ${SPEEDS.map((rate) => html`<option value=${rate} ?selected=${rate === speed}>${rate.toLocaleString(locale)}×</option>`)}
        </select>
      </span>
      ${button(volume ? "mute" : "unmute", volume ? SOUND : SILENCE, () => player.toggleMute())}
      <input class="volume" part="volume" type="range" min="0" max="1" step="0.05" .value=${`${volume}`} aria-label=${text("volume")} aria-valuetext=${volume.toLocaleString(locale, { style: "percent" })} @input=${setVolume} />
    </div>`;
}
