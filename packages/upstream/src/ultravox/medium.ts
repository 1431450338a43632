import * as v from "valibot";

const MEDIA = ["webRtc", "twilio", "serverWebSocket", "telnyx", "plivo", "exotel", "sip"] as const;

export type UltravoxMedium = (typeof MEDIA)[number];

/**
 * The one key that is set, without its settings (SIP's hold a password). Null where none is, which means
 * WebRTC, or where it is one that this version does not know.
 */
export const MediumSchema = v.pipe(
  v.looseObject({}),
  v.transform((medium): UltravoxMedium | null => {
    return MEDIA.find((name) => medium[name] != null) ?? null;
  }),
);
