import { browserClock } from "../src/base/clock.ts";
import { createClient } from "../src/talk/model/create-client.ts";
import { openMicrophone } from "../src/talk/model/microphone.ts";
import { type CallOver, WatchedCall } from "../src/talk/model/watched-call.ts";

/** What a frame with a policy of its own offers to a test. */
export interface TalkPolicyPage {
  open(): ReturnType<typeof openMicrophone>;
  /** Joins with the vendor's client; resolves to how that ends. */
  join(joinUrl: string): Promise<CallOver>;
}

// Runs inside a frame that forbids the microphone, or the vendor's host.
const page: TalkPolicyPage = {
  open: () => openMicrophone(null, browserClock, new AbortController().signal),
  join: (joinUrl) =>
    new Promise((over) => {
      const events = new WatchedCall(60_000, browserClock, {
        live() {},
        transcript() {},
        agentTrack() {},
        over,
      });
      const runTool = () => Promise.reject(new Error("There is no tool."));
      createClient({ context: null, track: null, events, tools: [], runTool }).join(joinUrl);
    }),
};
Object.assign(globalThis, { talk: page });
