import type { AudioDevice } from "./talk-state.ts";

export interface AudioDevices {
  readonly microphones: readonly AudioDevice[];
  readonly speakers: readonly AudioDevice[];
}

/** Whether the browser can play through a speaker of the viewer's choice. */
const canChooseSpeaker = () => "setSinkId" in HTMLMediaElement.prototype;

/** The devices now. Their names are empty until the microphone was allowed. */
async function listAudioDevices(): Promise<AudioDevices> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const of = (kind: MediaDeviceKind) =>
    devices
      .filter((device) => device.kind === kind && device.deviceId !== "")
      .map(({ deviceId, label }) => Object.freeze({ id: deviceId, label }));
  return { microphones: of("audioinput"), speakers: canChooseSpeaker() ? of("audiooutput") : [] };
}

/** Reports the devices now, and whenever one comes or goes, until the signal aborts. */
export function watchAudioDevices(report: (devices: AudioDevices) => void, signal: AbortSignal): void {
  const read = () =>
    listAudioDevices().then(
      (devices) => {
        if (!signal.aborted) report(devices);
      },
      // Without a list there is no choice.
      () => {},
    );
  navigator.mediaDevices.addEventListener("devicechange", () => void read(), { signal });
  void read();
}
