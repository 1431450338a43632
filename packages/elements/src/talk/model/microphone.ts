import type { Clock } from "../../base/clock.ts";
import { MICROPHONE_PROMPT_MS, NO_PROMPT_MS } from "../../base/limits.ts";
import type { TalkFailure } from "./talk-state.ts";

/** A microphone that is open, or why there is none. */
export type Microphone = { readonly stream: MediaStream } | { readonly failure: TalkFailure };

/**
 * Opens a microphone, which asks the viewer. Call it in the handler of a click. A stream that comes after `signal` or
 * the time limit is closed again: nobody listens to it.
 */
export async function openMicrophone(
  deviceId: string | null,
  clock: Clock,
  signal: AbortSignal,
): Promise<Microphone> {
  if (!isSecureContext) return { failure: { kind: "insecure-context" } };
  const { mediaDevices } = navigator;
  if (!mediaDevices?.getUserMedia || typeof RTCPeerConnection === "undefined")
    return { failure: { kind: "webrtc-missing" } };
  if (isForbidden()) return { failure: { kind: "microphone-policy" } };
  const askedMs = clock.now();
  let isLate = false;
  const open = (id: string | null) => mediaDevices.getUserMedia({ audio: constraintsOf(id) });
  const opened = open(deviceId)
    // The device that was chosen is gone.
    .catch((error) => (isOverconstrained(error) ? open(null) : Promise.reject(error)))
    .then<Microphone, Microphone>(
      (stream) => {
        if (isLate || signal.aborted) stopTracks(stream);
        return { stream };
      },
      async (error) => ({ failure: { kind: await faultOf(error, clock.now() - askedMs) } }),
    );
  return new Promise((resolve) => {
    const ignore = () => {
      isLate = true;
      resolve({ failure: { kind: "microphone-ignored" } });
    };
    const stopTimer = clock.after(MICROPHONE_PROMPT_MS, ignore);
    signal.addEventListener("abort", ignore, { once: true });
    void opened.then((answer) => {
      stopTimer();
      signal.removeEventListener("abort", ignore);
      resolve(answer);
    });
  });
}

export function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function constraintsOf(deviceId: string | null): MediaTrackConstraints {
  const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return deviceId === null ? processing : { ...processing, deviceId: { exact: deviceId } };
}

interface PolicyDocument {
  permissionsPolicy?: { allowsFeature(feature: string): boolean };
  featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** Whether the page's Permissions-Policy, or the frame, forbids the microphone. Only Chromium says so before. */
function isForbidden(): boolean {
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  return (permissionsPolicy ?? featurePolicy)?.allowsFeature("microphone") === false;
}

async function faultOf(error: unknown, afterMs: number) {
  switch (nameOf(error)) {
    case "NotAllowedError":
    case "SecurityError":
      return (await isFrameForbidden(afterMs)) ? "microphone-policy" : "microphone-denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "microphone-missing";
    default:
      // NotReadableError: another program has it, or the system fails to open it.
      return "microphone-busy";
  }
}

/** In a frame without `allow="microphone"` the browser refuses at once, though the viewer has forbidden nothing. */
async function isFrameForbidden(afterMs: number): Promise<boolean> {
  if (afterMs >= NO_PROMPT_MS || globalThis.self === globalThis.top) return false;
  try {
    const { state } = await navigator.permissions.query({ name: "microphone" as PermissionName });
    return state !== "denied";
  } catch {
    // Older browsers know no such permission.
    return true;
  }
}

function isOverconstrained(error: unknown): boolean {
  return nameOf(error) === "OverconstrainedError";
}

function nameOf(error: unknown): string {
  return (error as Partial<Error> | null)?.name ?? "";
}
