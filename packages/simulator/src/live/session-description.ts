/** One media section of a session description (RFC 8866), with its line ends. */
interface MediaSection {
  readonly text: string;
  readonly kind: string;
  readonly mid: string;
  /** Whether its sender would send, by its direction. */
  readonly sends: boolean;
  readonly receives: boolean;
}

interface SessionParts {
  readonly head: string;
  readonly media: readonly MediaSection[];
}

/** A browser's offer, cut down to what the simulator takes part in. */
export interface AcceptedOffer {
  /** The offer without the sections that stay idle. */
  readonly sdp: string;
  /** Identifies the section that carries the agent's voice. */
  readonly agentMid: string;
  /** Completes the answer to `sdp`: the idle sections are answered as inactive. */
  readonly answer: (sdp: string) => string;
}

/**
 * Accepts the data channels, the caller's microphone, and one section that receives audio. LiveKit's clients offer
 * several more for other participants and for video. They are answered as inactive but not rejected: Chromium reuses
 * rejected sections while an offer that names them is under way, and then fails.
 */
export function acceptOffer(sdp: string, knownAgentMid: string | null): AcceptedOffer {
  const offer = split(sdp);
  const agentMid = knownAgentMid ?? offer.media.find(isFree)?.mid;
  if (agentMid === undefined) throw new Error("The offer has no section that receives audio.");
  const accepted = offer.media.filter(
    ({ kind, mid, sends }) => kind === "application" || (kind === "audio" && (mid === agentMid || sends)),
  );
  return {
    agentMid,
    sdp: withBundle(offer.head, accepted) + accepted.map(({ text }) => text).join(""),
    answer: (own) => completeAnswer(offer, split(own)),
  };
}

function isFree({ kind, sends, receives }: MediaSection): boolean {
  return kind === "audio" && receives && !sends;
}

function completeAnswer(offer: SessionParts, own: SessionParts): string {
  const transport = linesOf(own.media[0]?.text ?? "", TRANSPORT).join("");
  const sections = offer.media.map(
    ({ mid, text }) => own.media.find((section) => section.mid === mid)?.text ?? idle(text) + transport,
  );
  return withBundle(own.head, offer.media) + sections.join("");
}

const TRANSPORT = /^a=(?:ice-ufrag|ice-pwd|fingerprint|setup):.*\r?\n/gm;
/** What an answered section must not repeat from its offer. */
const OFFERED_ONLY =
  /^a=(?:ice-ufrag|ice-pwd|ice-options|fingerprint|setup|candidate|msid|ssrc|ssrc-group|extmap)\b.*\r?\n/gm;
const DIRECTION = /^a=(sendrecv|sendonly|recvonly|inactive)(\r?)$/m;

function idle(text: string): string {
  return text.replace(OFFERED_ONLY, "").replace(DIRECTION, "a=inactive$2");
}

function withBundle(head: string, media: readonly MediaSection[]): string {
  return head.replace(/^a=group:BUNDLE.*$/m, `a=group:BUNDLE ${media.map(({ mid }) => mid).join(" ")}\r`);
}

function linesOf(text: string, pattern: RegExp): string[] {
  return text.match(pattern) ?? [];
}

function split(sdp: string): SessionParts {
  const [head = "", ...media] = sdp.split(/^(?=m=)/m);
  return {
    head,
    media: media.map((text) => {
      const [, direction = "sendrecv"] = DIRECTION.exec(text) ?? [];
      return {
        text,
        kind: /^m=(\w+)/.exec(text)?.[1] ?? "",
        mid: /^a=mid:(.*?)\r?$/m.exec(text)?.[1] ?? "",
        sends: direction.startsWith("send"),
        receives: direction.endsWith("recv") || direction === "recvonly",
      };
    }),
  };
}
