import type { TemplateResult } from "lit";
import { clockTime } from "../../base/clock-time.ts";
import { SKIP_MS, SPEEDS } from "../../base/limits.ts";
import type { TextKey } from "../../i18n/text.ts";
import { BACK, FORWARD, PAUSE, PLAY, SILENCE, SOUND } from "../icons.ts";
import type { Kit } from "../kit.ts";
import type { Player } from "./player.ts";

export interface PlayerBarView {
  player: Player;
  durationMs: number;
  /** Who speaks there; null for nobody. */
  speaker: string | null;
  hasLanes: boolean;
  /** BCP 47 tag for numbers; undefined for the browser's own. */
  locale: string | undefined;
}

/** The controls of a recording. They keep to one direction in any language, as a tape does. */
export function renderPlayerBar({ html, nothing, text }: Kit, view: PlayerBarView): TemplateResult {
  const { player, durationMs, speaker, hasLanes, locale } = view;
  const { audio } = player;
  const [at, all] = [clockTime(player.positionMs), clockTime(durationMs)];
  const loud = audio.muted ? 0 : audio.volume;
  const seek = ({ target }: Event) => player.seek(Number((target as HTMLInputElement).value) * 1000);
  const speed = ({ target }: Event) => player.setSpeed(Number((target as HTMLSelectElement).value));
  const volume = ({ target }: Event) => player.setVolume(Number((target as HTMLInputElement).value));
  const button = (name: TextKey, icon: typeof BACK, act: () => void) =>
    html`<button class="tool-button" part="player-button" aria-label=${text(name)} title=${text(name)} @click=${act}>${icon(html)}</button>`;
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
          .value=${`${player.positionMs / 1000}`}
          aria-label=${text("position")}
          aria-valuetext=${speaker ? text("position.speaker", { at, all, name: speaker }) : text("position.value", { at, all })}
          @input=${seek}
        />
      </div>
    </div>
    <div class="controls" part="controls">
      ${button("back", BACK, () => player.skip(-SKIP_MS))}
      <button class="play ${player.waiting ? "waiting-data" : ""}" part="play" aria-label=${text(player.playing ? "pause" : "play")} @click=${() => player.toggle()}>${player.playing ? PAUSE(html) : PLAY(html)}</button>
      ${button("forward", FORWARD, () => player.skip(SKIP_MS))}
      <span class="time" part="time">${at} <span part="time-total">/ ${all}</span></span>
      <select class="speed" part="speed" aria-label=${text("speed")} @change=${speed}>
        ${SPEEDS.map((rate) => html`<option value=${rate} ?selected=${rate === audio.playbackRate}>${rate.toLocaleString(locale)}×</option>`)}
      </select>
      ${button(loud ? "mute" : "unmute", loud ? SOUND : SILENCE, () => player.toggleMute())}
      <input class="volume" part="volume" type="range" min="0" max="1" step="0.05" .value=${`${loud}`} aria-label=${text("volume")} aria-valuetext=${loud.toLocaleString(locale, { style: "percent" })} @input=${volume} />
    </div>`;
}
