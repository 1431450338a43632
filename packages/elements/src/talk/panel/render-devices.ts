import { html, nothing, type TemplateResult } from "lit";
import type { TextKey } from "../../i18n/text.ts";
import type { AudioDevice } from "../model/talk-state.ts";
import type { TalkHost, TalkModel } from "./talk-host.ts";
import { talkNotice } from "./talk-notice.ts";

/** The choice of microphone and loudspeaker, where there is one. */
export function renderDevices(host: TalkHost, store: TalkModel): TemplateResult | typeof nothing {
  const { text } = host;
  const { microphones, speakers, microphoneId, speakerId, microphoneFailure } = store.state;
  if (microphones.length < 2 && speakers.length < 2) return nothing;
  const field = (
    name: TextKey,
    devices: readonly AudioDevice[],
    chosen: string | null,
    choose: (id: string | null) => void,
  ) =>
    devices.length < 2
      ? nothing
      : html`<label class="field select" part="field">
          <span part="field-label">${text(name)}</span>
          <select part="select" @change=${({ target }: Event) => choose((target as HTMLSelectElement).value || null)}>
            <option value="" ?selected=${chosen === null}>${text("talk.device")}</option>
            ${devices.map(
              ({ id, label }, n) =>
                html`<option value=${id} ?selected=${id === chosen}>${label || text("talk.deviceNumber", { number: n + 1 })}</option>`,
            )}
          </select>
        </label>`;
  return html`<details class="devices" part="devices">
    <summary part="devices-title">${text("talk.devices")}</summary>
    ${field("talk.microphones", microphones, microphoneId, (id) => store.chooseMicrophone(id))}
    ${
      microphoneFailure
        ? html`<p class="error" part="device-error" role="alert">${talkNotice(host, microphoneFailure).title}</p>`
        : nothing
    }
    ${field("talk.speakers", speakers, speakerId, (id) => store.chooseSpeaker(id))}
  </details>`;
}
