import type { CallRow } from "../../data/call-row.ts";
import { Random } from "../../data/random.ts";
import { secretToken } from "../../data/secret.ts";

/** The settings that shape how a call is held: who speaks first, what is said when nobody speaks. */
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
