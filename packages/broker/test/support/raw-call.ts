/** Calls as Ultravox answers them, with every field filled that must not leave the Worker. */

export const AGENT_A = "aaaaaaaa-0000-4000-8000-000000000001";
export const AGENT_B = "bbbbbbbb-0000-4000-8000-000000000002";

/** Stands in every value of a raw call that no page may see. */
export const DANGER = "DANGER";

export type RawCall = Record<string, unknown> & {
  callId: string;
  created: string;
  agentId: string | null;
  metadata: Record<string, string>;
};

/** A call that ended, with the given changes. */
export function rawCall(changes: Partial<RawCall> = {}): RawCall {
  const agentId = changes.agentId === undefined ? AGENT_A : changes.agentId;
  return {
    callId: crypto.randomUUID(),
    clientVersion: `${DANGER}-client-version`,
    created: "2026-07-02T09:14:03.182551Z",
    joined: "2026-07-02T09:14:06.900Z",
    ended: "2026-07-02T09:16:10.900Z",
    endReason: "hangup",
    billedDuration: "126s",
    billingStatus: `${DANGER}_BILLED`,
    joinTimeout: "30s",
    joinUrl: `wss://voice.upstream.example/calls/${DANGER}-join`,
    languageHint: "en",
    maxDuration: "900.5s",
    timeExceededMessage: `${DANGER}-time-exceeded`,
    medium: { sip: { outgoing: { to: `sip:${DANGER}@sip.example`, password: `${DANGER}-sip-password` } } },
    model: `${DANGER}-model`,
    recordingEnabled: true,
    systemPrompt: `${DANGER}-prompt`,
    temperature: 0.4,
    voice: `${DANGER}-voice`,
    externalVoice: { elevenLabs: { voiceId: `${DANGER}-external-voice` } },
    inactivityMessages: [{ duration: "8s", message: `${DANGER}-inactivity` }],
    firstSpeakerSettings: { agent: { text: `${DANGER}-first-words` } },
    initialState: { cart: `${DANGER}-initial-state` },
    requestContext: { ip: `${DANGER}-request-context` },
    dataConnectionConfig: {
      websocketUrl: `wss://${DANGER}`,
      headers: { Authorization: `${DANGER}-data-header` },
    },
    callbacks: {
      ended: { url: `https://hook.example/${DANGER}`, secrets: [`${DANGER}-callback-secret`] },
    },
    experimentalSettings: { flag: `${DANGER}-experimental` },
    selectedTools: [{ temporaryTool: { http: { baseUrlPattern: `https://tool.example/${DANGER}` } } }],
    sipDetails: { billedDuration: `${DANGER}-sip-details` },
    fieldOfNextYear: { nested: [`${DANGER}-next-year`] },
    shortSummary: "Booked a cleaning.",
    summary: "The caller booked a cleaning for Tuesday.",
    agent:
      agentId === null
        ? null
        : { agentId, name: `name of ${agentId.slice(0, 8)}`, prompt: `${DANGER}-agent-prompt` },
    ...changes,
    agentId,
    metadata: changes.metadata ?? { tenant: "tenant-a", internal: `${DANGER}-metadata` },
  };
}

const NEWEST_MS = Date.UTC(2026, 6, 2, 12);

/** Calls a minute apart, newest first, each changed by its index. */
export function rawCalls(count: number, change: (index: number) => Partial<RawCall> = () => ({})): RawCall[] {
  return Array.from({ length: count }, (_, index) =>
    rawCall({ created: new Date(NEWEST_MS - index * 60_000).toISOString(), ...change(index) }),
  );
}
