/**
 * A store for `<keyhole-talk>` in place of the real one, which needs a microphone, a room and an agent. Named by what
 * comes of a press: `?element=keyhole-talk&site=rows&talk=speaking`.
 *
 * @typedef {{ [name: string]: unknown }} State
 * @typedef {(state: State, previous: State) => void} Listener
 */
const SECOND_MS = 1_000;
const AGENT = {
  id: "9c0f1e52-6f0a-4a5c-8f06-0d7b3f0f8d11",
  name: "Delivery desk",
  mediums: ["voice", "text"],
  variables: [],
  metadata: [],
  maxDurationMs: 300 * SECOND_MS,
};
const OTHER = { ...AGENT, id: "3d1b7a90-2f6c-4f0e-9d53-51b8c7a2e0f4", name: "Shop in the old town" };
const CONSENT = {
  version: "2026-11",
  text: "This call is recorded and kept for 30 days. A machine answers, and its answers can be wrong. Do not say a password or the number of a card.",
};
const PLAIN = { agents: [AGENT], consent: null, turnstile: null };

/** @type {(problem: object) => State} */
const refused = (problem) => ({ kind: "broker", failure: { kind: "problem", problem } });
const REQUEST_ID = "5f1f1d9e-3a53-4f0a-8f0e-6a1a35d0a6a1";
/** @type {(code: string, status: number, more?: object) => object} */
const problem = (code, status, more = {}) => ({
  ...{ type: `urn:keyhole:problem:${code}`, title: code, status, code, requestId: REQUEST_ID },
  detail: `The playground answers ${code}.`,
  ...more,
});

const TURNS = [
  ["agent", "Good afternoon, this is the delivery desk. How can I help you?", true],
  ["user", "My parcel was to come on Thursday, and I am not at home.", true],
  ["agent", "I can move it to Friday between nine and noon, or to Saturday.", true],
  ["user", "Friday is fine", false],
].map(([speaker, text, isFinal], id) => ({ id, speaker, text, isFinal, medium: "voice" }));

/** @type {(agent: string, more?: object) => State} */
const live = (agent, more = {}) => {
  const now = Date.now();
  return {
    at: "live",
    agent,
    startedMs: now - 48 * SECOND_MS,
    endsMs: now + 252 * SECOND_MS,
    isReconnecting: false,
    ...more,
  };
};

/** What a broker would answer, by name. @type {Record<string, State>} */
const LOADS = {
  choice: { options: { agents: [AGENT, OTHER], consent: CONSENT, turnstile: null } },
  challenge: { options: { ...PLAIN, turnstile: { siteKey: "1x00000000000000000000AA" } } },
  nobody: { options: { ...PLAIN, agents: [] } },
  loading: { loading: "loading", options: null },
  refused: {
    loading: "failed",
    options: null,
    failure: { kind: "problem", problem: problem("site_disabled", 403) },
  },
};

/** What becomes of a start, by name. @type {Record<string, () => State>} */
const STARTS = {
  microphone: () => ({ phase: { at: "microphone" } }),
  starting: () => ({ phase: { at: "starting" } }),
  waiting: () => ({ phase: { at: "waiting", retryAtMs: Date.now() + 25 * SECOND_MS } }),
  joining: () => ({ phase: { at: "joining" } }),
  leaving: () => ({ phase: { at: "leaving" } }),
  silent: () => ({ phase: live("idle") }),
  listening: () => ({ phase: live("listening"), turns: TURNS }),
  thinking: () => ({ phase: live("thinking"), turns: TURNS.slice(0, 2) }),
  speaking: () => ({ phase: live("speaking"), turns: TURNS.slice(0, 3) }),
  muted: () => ({ phase: live("listening"), turns: TURNS, isMicMuted: true, isSpeakerMuted: true }),
  writing: () => ({ phase: live("listening"), turns: TURNS, medium: "text" }),
  reconnecting: () => ({ phase: live("idle", { isReconnecting: true }), turns: TURNS }),
  devices: () => ({
    phase: live("listening"),
    turns: TURNS,
    microphones: ["Built-in microphone", "Headset"].map((label, id) => ({ id: `m${id}`, label })),
    speakers: ["Built-in loudspeakers", ""].map((label, id) => ({ id: `s${id}`, label })),
    microphoneId: "m1",
    microphoneFailure: { kind: "microphone-busy" },
  }),
  "time-limit": () => ({ phase: { at: "ended", reason: "time-limit" }, turns: TURNS.slice(0, 3) }),
  quota: () => ({
    phase: { at: "failed", failure: refused(problem("quota_exceeded", 429, { retryAfterSeconds: 3600 })) },
  }),
  consent: () => ({ phase: { at: "failed", failure: refused(problem("consent_required", 403)) } }),
};

/** Makes the store of a name; `fail-microphone-denied` and the like fail so. @param {string} name */
export function talkStore(name) {
  /** @type {Set<Listener>} */
  const listeners = new Set();
  /** @type {State} */
  let state = {
    ...{
      loading: "idle",
      options: null,
      failure: null,
      phase: { at: "idle" },
      agentId: null,
      callId: null,
      turns: [],
    },
    ...{ medium: "voice", isMicMuted: false, isSpeakerMuted: false, microphones: [], speakers: [] },
    ...{ microphoneId: null, speakerId: null, microphoneFailure: null },
  };
  /** @param {State} change */
  const set = (change) => {
    const previous = state;
    state = Object.freeze({ ...state, ...change });
    for (const listener of [...listeners]) listener(state, previous);
  };
  const kind = name.startsWith("fail-") ? name.slice(5) : null;
  const directive = kind === "csp-worker" ? "worker-src blob:" : "connect-src wss://*.livekit.cloud";
  const failure = kind && { kind, directive };
  const start = () => {
    set({ agentId: AGENT.id, callId: "f5261e8c-242f-4c5c-a20f-0f776da2293c" });
    if (failure) set({ phase: { at: "failed", failure } });
    else set(STARTS[name]?.() ?? { phase: live("listening"), turns: TURNS });
  };
  return {
    get state() {
      return state;
    },
    /** @param {Listener} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    levels: { microphone: () => 0.6, agent: () => 0.8 },
    async load() {
      set({ loading: "ready", options: PLAIN, ...LOADS[name] });
    },
    open() {
      if (state.loading === "idle") this.load();
    },
    start,
    retry: start,
    hangUp: () => set({ phase: { at: "ended", reason: "hung-up" } }),
    /** @param {boolean} isMicMuted */
    muteMic: (isMicMuted) => set({ isMicMuted }),
    /** @param {boolean} isSpeakerMuted */
    muteSpeaker: (isSpeakerMuted) => set({ isSpeakerMuted }),
    /** @param {string | null} microphoneId */
    chooseMicrophone: (microphoneId) => set({ microphoneId }),
    /** @param {string | null} speakerId */
    chooseSpeaker: (speakerId) => set({ speakerId }),
    /** @param {string} medium */
    setMedium: (medium) => set({ medium }),
    sendText: () => false,
    registerTool() {},
    detach() {},
    close() {},
  };
}
