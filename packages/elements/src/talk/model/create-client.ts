import { getLogger, LoggerNames } from "livekit-client";
import type { Medium } from "ultravox-client";
import { GuardedSession } from "./guarded-session.ts";
import type { AgentActivity } from "./talk-state.ts";
import type { ClientOptions, VendorClient } from "./vendor-client.ts";

const ACTIVITIES: readonly string[] = ["listening", "thinking", "speaking", "idle"] satisfies AgentActivity[];

/** The vendor's client for one call. Everything of `ultravox.js` is here. */
export function createClient({ context, track, events, tools, runTool }: ClientOptions): VendorClient {
  silenceLogs();
  const session = new GuardedSession(context, track, events);
  session.addEventListener("status", () => {
    const { status } = session;
    if (isActivity(status)) events.activity(status);
  });
  session.addEventListener("data_message", (event) => {
    const { message } = event as Event & { message: { type?: unknown } | null };
    if (message?.type === "transcript") events.transcript({ ...message });
  });
  const addTool = (name: string) =>
    session.registerToolImplementation(name, (parameters) => runTool(name, { ...parameters }));
  tools.forEach(addTool);
  const { audioElement } = session;
  return {
    join: (joinUrl) => session.joinCall(joinUrl),
    leave: () => session.leave().catch(() => {}),
    muteMic: (isMuted) => attempt(() => (isMuted ? session.muteMic() : session.unmuteMic())),
    muteSpeaker(isMuted) {
      audioElement.muted = isMuted;
      attempt(() => (isMuted ? session.muteSpeaker() : session.unmuteSpeaker()));
    },
    useMicrophone: (next) => succeeds(session.useTrack(next)),
    useSpeaker: (id) => succeeds(audioElement.setSinkId(id ?? "")),
    addTool,
    setMedium: (medium) => attempt(() => session.setOutputMedium(medium as Medium)),
    sendText: (text) => attempt(() => session.sendText(text)),
  };
}

/**
 * LiveKit's log would show where the call is joined. Its own `setLogLevel` also writes the level into the page's
 * `localStorage`.
 */
function silenceLogs(): void {
  for (const name of Object.values(LoggerNames)) {
    const { setLevel }: { setLevel: (level: "silent", isKept: boolean) => void } = getLogger(name);
    setLevel("silent", false);
  }
}

function isActivity(status: string): status is AgentActivity {
  return ACTIVITIES.includes(status);
}

/** Whether it did not throw, as where the agent is not there yet. */
function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
