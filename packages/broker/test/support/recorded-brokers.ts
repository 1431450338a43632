import { type OwnedBrokers, type OwnedOptions, openOwnedBrokers } from "./owned-brokers.ts";
import { rawCall } from "./raw-call.ts";
import { rawMessage } from "./raw-parts.ts";

/** Brokers whose site has a call with a transcript and a recording. */
export function openRecordedBrokers(options: OwnedOptions = {}): OwnedBrokers {
  const world: OwnedBrokers = openOwnedBrokers({
    ...options,
    async fetch(input, init) {
      const { pathname } = new URL(new Request(input, init).url);
      if (pathname.endsWith("/recording"))
        return new Response("RIFF", { headers: { "Content-Type": "audio/wav", "Content-Length": "4" } });
      if (pathname.endsWith("/messages"))
        return Response.json({ results: [rawMessage({ text: "WORDS-OF-A-CALL" })], next: null });
      if (pathname.endsWith("/stages")) return Response.json({ results: [], next: null });
      return world.upstream.fetch(input, init);
    },
  });
  world.upstream.calls.push(rawCall({ recordingEnabled: true }));
  return world;
}
