import { Random } from "../../base/random.ts";
import type { CallMedium, CallRow } from "../../calls/call-row.ts";
import { secretToken } from "../../calls/secret.ts";

/** The `medium` of a call: an object with one key, null, or undefined to leave it out. */
export function mediumBody(row: CallRow): object | null | undefined {
  return BODIES[row.medium](row, Random.for(row.seed, "medium"), isOutgoing(row));
}

/** False for outgoing SIP calls: the vendor dials them itself. */
export function hasJoinUrl(row: CallRow): boolean {
  return row.medium !== "sip" || !isOutgoing(row);
}

function isOutgoing(row: CallRow): boolean {
  return Random.for(row.seed, "outgoing").chance(0.4);
}

type MediumBody = (row: CallRow, random: Random, outgoing: boolean) => object | null | undefined;

const BODIES: Readonly<Record<CallMedium, MediumBody>> = {
  absent: () => undefined,
  null: () => null,
  webRtc: (_row, random) => ({
    webRtc: random.chance(0.2) ? { dataMessages: { debug: true, callEvent: true } } : {},
  }),
  twilio: (row, random, outgoing) => ({ twilio: telephony(row, random, outgoing) }),
  telnyx: (row, random, outgoing) => ({ telnyx: telephony(row, random, outgoing) }),
  plivo: (row, random, outgoing) => ({ plivo: telephony(row, random, outgoing) }),
  exotel: () => ({ exotel: { dtmfHandling: { ignore: true } } }),
  serverWebSocket: (_row, random) => ({
    serverWebSocket: {
      inputSampleRate: random.pick([8000, 16_000, 48_000]),
      outputSampleRate: 48_000,
      clientBufferSizeMs: 30_000,
      mediaIdleTimeout: "30s",
    },
  }),
  sip: (row, random, outgoing) => ({
    sip: outgoing
      ? {
          outgoing: {
            to: `sip:caller-${random.integer(1000, 9999)}@pbx.example`,
            from: "sip:agent@pbx.example",
            username: "agent",
            password: secretToken(row.seed, "sip"),
          },
        }
      : { incoming: {} },
  }),
};

function telephony(row: CallRow, random: Random, outgoing: boolean): object {
  if (!outgoing) return { dtmfHandling: { userTextMessage: { text: "{digits}", urgency: "URGENCY_SOON" } } };
  return {
    outgoing: {
      to: `+1202555${random.integer(1000, 9999)}`,
      from: "+12025550100",
      additionalParams: {
        statusCallback: `https://hooks.example/status/${secretToken(row.seed, "telephony")}`,
      },
    },
  };
}
