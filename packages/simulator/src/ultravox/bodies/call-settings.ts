import { Random } from "../../base/random.ts";
import type { CallRow } from "../../calls/call-row.ts";
import { secretToken } from "../../calls/secret.ts";

/** The conversation settings of a call, such as who speaks first. */
export function conversationBody(row: CallRow, languageHint: string) {
  const random = Random.for(row.seed, "conversation");
  const userFirst = random.chance(0.2);
  const greeting = `Hello, you have reached us. (${secretToken(row.seed, "greeting")})`;
  return {
    firstSpeaker: userFirst ? "FIRST_SPEAKER_USER" : "FIRST_SPEAKER_AGENT",
    firstSpeakerSettings: userFirst
      ? { user: { fallback: { delay: "8s", prompt: greeting } } }
      : { agent: random.chance(0.2) ? { uninterruptible: true, prompt: greeting } : { text: greeting } },
    inactivityMessages: random.chance(0.3)
      ? []
      : [
          { duration: "30s", message: "Are you still there?" },
          {
            duration: "15s",
            message: "I will let you go now. Goodbye.",
            endBehavior: "END_BEHAVIOR_HANG_UP_SOFT",
          },
        ],
    initialOutputMedium: random.chance(0.05) ? "MESSAGE_MEDIUM_TEXT" : "MESSAGE_MEDIUM_VOICE",
    languageHint: random.chance(0.2) ? null : languageHint,
    model: random.pick(["ultravox-v0.7", "ultravox-v0.7", "ultravox-v0.6"]),
    temperature: random.pick([0, 0.1, 0.3]),
    timeExceededMessage: random.chance(0.5) ? null : "Our time is up. Goodbye.",
    transcriptOptional: true,
    vadSettings: random.chance(0.7)
      ? null
      : { turnEndpointDelay: "0.384s", minimumTurnDuration: "0s", frameActivationThreshold: 0.1 },
    ...(row.voice === null
      ? { externalVoice: { elevenLabs: { voiceId: "21m00Tcm4TlvDq8ikWAM", model: "eleven_turbo_v2_5" } } }
      : {}),
    ...(row.voice !== null && random.chance(0.1) ? { voiceOverrides: { elevenLabs: { speed: 1.1 } } } : {}),
  };
}

/** The owner's data for a call: state, context, experiments and a data connection. */
export function contextBody(row: CallRow) {
  const random = Random.for(row.seed, "context");
  return {
    experimentalSettings: random.weighted([
      [null, 6],
      [{ transcriptionProvider: "beta", accessToken: secretToken(row.seed, "experiment") }, 4],
    ]),
    initialState: random.weighted<object>([
      [{}, 4],
      [{ customer: { tier: "gold", crmToken: secretToken(row.seed, "state") }, attempts: 0 }, 6],
    ]),
    requestContext: random.weighted<unknown>([
      [{}, 3],
      [null, 1],
      [{ userId: random.integer(1, 9999), session: secretToken(row.seed, "context") }, 6],
    ]),
    ...(random.chance(0.2) ? { dataConnectionConfig: dataConnectionBody(row.seed) } : {}),
  };
}

/** A data connection. Its address and headers are credentials. */
export function dataConnectionBody(ownerSeed: number) {
  return {
    websocketUrl: `wss://data.example/stream/${secretToken(ownerSeed, "dataurl")}`,
    audioConfig: { sampleRate: 16_000, channelMode: "CHANNEL_MODE_SEPARATED" },
    dataMessages: { transcript: true, state: false },
    headers: { Authorization: `Bearer ${secretToken(ownerSeed, "dataheader")}` },
  };
}

interface CallbackBody {
  readonly url: string;
  readonly secrets: readonly string[];
}

/** `callbacks` of a call: up to three, each with one or two signing secrets. */
export function callbacksBody(row: CallRow): Readonly<Record<string, CallbackBody>> {
  const random = Random.for(row.seed, "callbacks");
  const callbacks: Record<string, CallbackBody> = {};
  if (random.chance(0.1)) return callbacks;
  callbacks.ended = callback(row, "ended", 2);
  if (random.chance(0.4)) callbacks.joined = callback(row, "joined", 1);
  if (random.chance(0.3)) callbacks.billed = callback(row, "billed", 1);
  return callbacks;
}

function callback(row: CallRow, event: string, secrets: number): CallbackBody {
  return {
    url: `https://hooks.example/ultravox/${event}/${secretToken(row.seed, `${event}url`)}`,
    secrets: Array.from({ length: secrets }, (_, index) => secretToken(row.seed, `${event}${index}`)),
  };
}
