import {
  ANYTHING,
  BOOLEAN,
  INTEGER,
  list,
  NUMBER,
  nullable,
  OBJECT,
  object,
  oneOf,
  optional,
  optionals,
  record,
  ref,
  type Schema,
  type Schemas,
  TEXT,
  TIME,
  URI,
  UUID,
} from "./schema.ts";

/** Protobuf's form of a duration, such as `30s` or `0.384s`. */
const DURATION: Schema = { type: "string", pattern: "^-?(?:0|[1-9][0-9]{0,11})(?:\\.[0-9]{1,9})?s$" };
const LANGUAGE_HINT: Schema = { type: "string", maxLength: 16 };
const END_REASON = oneOf(
  ...["unjoined", "hangup", "agent_hangup", "timeout", "connection_error", "system_error"],
);
const LOCATION = oneOf(
  ...["PARAMETER_LOCATION_UNSPECIFIED", "PARAMETER_LOCATION_QUERY", "PARAMETER_LOCATION_PATH"],
  ...["PARAMETER_LOCATION_HEADER", "PARAMETER_LOCATION_BODY"],
);
const MESSAGE_MEDIUM = oneOf(
  ...["MESSAGE_MEDIUM_UNSPECIFIED", "MESSAGE_MEDIUM_VOICE", "MESSAGE_MEDIUM_TEXT"],
);
const STATIC_PARAMETER = optionals({ name: TEXT, location: LOCATION, value: ANYTHING });

const CALL = object({
  callId: UUID,
  clientVersion: nullable(TEXT),
  created: TIME,
  joined: nullable(TIME),
  ended: nullable(TIME),
  endReason: nullable(END_REASON),
  billedDuration: nullable(TEXT),
  billedSideInputTokens: nullable(INTEGER),
  billedSideOutputTokens: nullable(INTEGER),
  billingStatus: oneOf(
    ...["BILLING_STATUS_PENDING", "BILLING_STATUS_FREE_CONSOLE", "BILLING_STATUS_FREE_MINUTES"],
    ...["BILLING_STATUS_FREE_ZERO_EFFECTIVE_DURATION", "BILLING_STATUS_FREE_SYSTEM_ERROR"],
    ...["BILLING_STATUS_FREE_OTHER", "BILLING_STATUS_BILLED", "BILLING_STATUS_REFUNDED"],
    "BILLING_STATUS_UNSPECIFIED",
  ),
  firstSpeaker: oneOf("FIRST_SPEAKER_AGENT", "FIRST_SPEAKER_USER"),
  firstSpeakerSettings: optionals({
    user: optionals({ fallback: optionals({ delay: DURATION, text: TEXT, prompt: TEXT }) }),
    agent: optionals({ uninterruptible: BOOLEAN, text: TEXT, prompt: TEXT, delay: DURATION }),
  }),
  inactivityMessages: optional(list(ref("TimedMessage"))),
  initialOutputMedium: oneOf("MESSAGE_MEDIUM_VOICE", "MESSAGE_MEDIUM_TEXT"),
  joinTimeout: optional(TEXT),
  joinUrl: nullable(TEXT),
  languageHint: optional(nullable(LANGUAGE_HINT)),
  maxDuration: optional(TEXT),
  medium: optional(nullable(ref("Medium"))),
  model: optional(TEXT),
  recordingEnabled: optional(BOOLEAN),
  retentionPolicy: optional(nullable(oneOf("retain", "auto_delete"))),
  systemPrompt: optional(nullable(TEXT)),
  temperature: optional({ ...NUMBER, minimum: 0, maximum: 1 }),
  timeExceededMessage: optional(nullable(TEXT)),
  voice: optional(nullable(TEXT)),
  externalVoice: optional(ref("ExternalVoice")),
  voiceOverrides: optional(ref("ExternalVoice")),
  transcriptOptional: optional(BOOLEAN),
  vadSettings: optional(
    nullable(
      optionals({
        turnEndpointDelay: DURATION,
        minimumTurnDuration: DURATION,
        minimumInterruptionDuration: DURATION,
        frameActivationThreshold: NUMBER,
      }),
    ),
  ),
  shortSummary: nullable(TEXT),
  summary: nullable(TEXT),
  agent: nullable(ref("AgentOfCall")),
  agentId: nullable(TEXT),
  experimentalSettings: ANYTHING,
  metadata: record(TEXT),
  initialState: record(ANYTHING),
  requestContext: ANYTHING,
  dataConnectionConfig: optional(ref("DataConnection")),
  callbacks: optional(
    optionals({ joined: ref("Callback"), ended: ref("Callback"), billed: ref("Callback") }),
  ),
  sipDetails: nullable(
    object({
      billedDuration: nullable(TEXT),
      terminationReason: nullable(
        oneOf(
          ...["SIP_TERMINATION_NORMAL", "SIP_TERMINATION_INVALID_NUMBER", "SIP_TERMINATION_TIMEOUT"],
          ...["SIP_TERMINATION_DESTINATION_UNAVAILABLE", "SIP_TERMINATION_BUSY"],
          ...["SIP_TERMINATION_CANCELED", "SIP_TERMINATION_REJECTED", "SIP_TERMINATION_UNKNOWN"],
        ),
      ),
    }),
  ),
});

const MESSAGE = optionals({
  role: oneOf(
    ...["MESSAGE_ROLE_UNSPECIFIED", "MESSAGE_ROLE_USER", "MESSAGE_ROLE_AGENT"],
    ...["MESSAGE_ROLE_TOOL_CALL", "MESSAGE_ROLE_TOOL_RESULT"],
  ),
  text: TEXT,
  invocationId: TEXT,
  toolName: TEXT,
  errorDetails: TEXT,
  medium: MESSAGE_MEDIUM,
  callStageMessageIndex: INTEGER,
  callStageId: TEXT,
  callState: OBJECT,
  timespan: ref("Timespan"),
  wallClockTimespan: ref("Timespan"),
  metadata: OBJECT,
});

const STAGE = object({
  callId: UUID,
  callStageId: UUID,
  created: TIME,
  inactivityMessages: optional(list(ref("TimedMessage"))),
  initialTokenCount: nullable(INTEGER),
  languageHint: optional(nullable(LANGUAGE_HINT)),
  latestTokenCount: nullable(INTEGER),
  model: optional(TEXT),
  systemPrompt: optional(nullable(TEXT)),
  temperature: NUMBER,
  timeExceededMessage: optional(nullable(TEXT)),
  voice: optional(nullable(TEXT)),
  externalVoice: optional(ref("ExternalVoice")),
  voiceOverrides: optional(ref("ExternalVoice")),
  errorCount: INTEGER,
  experimentalSettings: ANYTHING,
  initialState: record(ANYTHING),
});

const EVENT = object({
  callId: UUID,
  callStageId: UUID,
  callTimestamp: TEXT,
  severity: oneOf("debug", "info", "warning", "error"),
  type: { type: "string", maxLength: 50 },
  text: TEXT,
  extras: nullable(record(ANYTHING)),
  wallClockTimestamp: nullable(TEXT),
});

const TOOL = object({
  callToolId: UUID,
  toolId: nullable(UUID),
  name: TEXT,
  definition: optionals({
    description: TEXT,
    dynamicParameters: list(optionals({ name: TEXT, location: LOCATION, schema: OBJECT, required: BOOLEAN })),
    staticParameters: list(STATIC_PARAMETER),
    automaticParameters: list(
      optionals({
        name: TEXT,
        location: LOCATION,
        knownValue: oneOf(
          ...["KNOWN_PARAM_UNSPECIFIED", "KNOWN_PARAM_CALL_ID", "KNOWN_PARAM_CONVERSATION_HISTORY"],
          ...["KNOWN_PARAM_OUTPUT_SAMPLE_RATE", "KNOWN_PARAM_CALL_STATE", "KNOWN_PARAM_CALL_STAGE_ID"],
          ...["KNOWN_PARAM_THREAD_ID", "KNOWN_PARAM_THREAD_STATES", "KNOWN_PARAM_CALL_METADATA"],
        ),
      }),
    ),
    timeout: DURATION,
    precomputable: BOOLEAN,
    http: optionals({
      baseUrlPattern: TEXT,
      httpMethod: TEXT,
      authHeaders: list(TEXT),
      authQueryParams: list(TEXT),
      callTokenScopes: list(TEXT),
    }),
    client: OBJECT,
    dataConnection: OBJECT,
    defaultReaction: oneOf(
      ...["AGENT_REACTION_UNSPECIFIED", "AGENT_REACTION_SPEAKS", "AGENT_REACTION_LISTENS"],
      "AGENT_REACTION_SPEAKS_ONCE",
    ),
    staticResponse: optionals({ responseText: TEXT }),
  }),
});

const TOMBSTONE = object({
  callId: UUID,
  accountId: UUID,
  created: TIME,
  deletionTime: TIME,
  joined: optional(nullable(TIME)),
  ended: optional(nullable(TIME)),
  maxDuration: optional(TEXT),
  endReason: nullable(END_REASON),
  recordingEnabled: BOOLEAN,
  hadSummary: BOOLEAN,
});

const AGENT = object({
  agentId: UUID,
  publishedRevisionId: nullable(UUID),
  name: optional({ type: "string", maxLength: 64 }),
  created: TIME,
  callTemplate: optional(nullable(ref("CallTemplate"))),
  statistics: object({ calls: INTEGER }),
});

const ACCOUNT = object({
  accountId: UUID,
  name: TEXT,
  billingUrl: TEXT,
  freeTimeUsed: TEXT,
  freeTimeRemaining: TEXT,
  hasActiveSubscription: BOOLEAN,
  subscriptionTier: nullable(TEXT),
  subscriptionCadence: nullable(TEXT),
  subscriptionExpiration: nullable(TIME),
  subscriptionScheduledUpdate: nullable(TIME),
  subscriptionRenewal: nullable(TIME),
  activeCalls: INTEGER,
  allowedConcurrentCalls: nullable(INTEGER),
  allowedVoices: nullable(INTEGER),
  allowedCorpora: nullable(INTEGER),
});

const TELEPHONY = optionals({
  outgoing: optionals({ to: TEXT, from: TEXT, additionalParams: OBJECT }),
  dtmfHandling: ref("DtmfHandling"),
});

/** Parts of the objects above, with the fields that the simulator sends. */
const PARTS: Schemas = {
  AgentOfCall: object({ agentId: UUID, name: TEXT }),
  Callback: optionals({ url: TEXT, secrets: list(TEXT) }),
  CallTemplate: optionals({
    name: TEXT,
    created: TIME,
    updated: TIME,
    medium: ref("Medium"),
    joinTimeout: DURATION,
    maxDuration: DURATION,
    recordingEnabled: BOOLEAN,
    systemPrompt: TEXT,
    temperature: NUMBER,
    model: TEXT,
    voice: TEXT,
    selectedTools: list(
      optionals({
        temporaryTool: optionals({
          modelToolName: TEXT,
          description: TEXT,
          staticParameters: list(STATIC_PARAMETER),
          http: optionals({ baseUrlPattern: TEXT, httpMethod: TEXT }),
        }),
        authTokens: record(TEXT),
      }),
    ),
    dataConnection: ref("DataConnection"),
    contextSchema: OBJECT,
  }),
  DataConnection: optionals({
    websocketUrl: TEXT,
    audioConfig: optionals({
      sampleRate: INTEGER,
      channelMode: oneOf("CHANNEL_MODE_UNSPECIFIED", "CHANNEL_MODE_MIXED", "CHANNEL_MODE_SEPARATED"),
    }),
    dataMessages: ref("DataMessages"),
    headers: record(TEXT),
  }),
  DataMessages: optionals({ state: BOOLEAN, transcript: BOOLEAN, debug: BOOLEAN, callEvent: BOOLEAN }),
  DtmfHandling: optionals({
    ignore: BOOLEAN,
    userTextMessage: optionals({
      text: TEXT,
      urgency: oneOf("URGENCY_UNSPECIFIED", "URGENCY_IMMEDIATE", "URGENCY_SOON", "URGENCY_LATER"),
    }),
  }),
  ExternalVoice: optionals({ elevenLabs: optionals({ voiceId: TEXT, model: TEXT, speed: NUMBER }) }),
  Medium: optionals({
    webRtc: optionals({ dataMessages: ref("DataMessages") }),
    twilio: TELEPHONY,
    serverWebSocket: optionals({
      inputSampleRate: INTEGER,
      outputSampleRate: INTEGER,
      clientBufferSizeMs: INTEGER,
      mediaIdleTimeout: DURATION,
    }),
    telnyx: TELEPHONY,
    plivo: TELEPHONY,
    exotel: optionals({ dtmfHandling: ref("DtmfHandling") }),
    sip: optionals({
      incoming: OBJECT,
      outgoing: optionals({ to: TEXT, from: TEXT, username: TEXT, password: TEXT }),
    }),
  }),
  TimedMessage: optionals({
    duration: DURATION,
    message: TEXT,
    endBehavior: oneOf(
      ...["END_BEHAVIOR_UNSPECIFIED", "END_BEHAVIOR_HANG_UP_SOFT", "END_BEHAVIOR_HANG_UP_STRICT"],
    ),
  }),
  Timespan: optionals({ start: DURATION, end: DURATION }),
};

const STATISTICS = {
  totalCount: INTEGER,
  errorCount: INTEGER,
  duration: TEXT,
  joinedCount: INTEGER,
  billedMinutes: NUMBER,
};
const DATE: Schema = { type: "string", format: "date" };
const CALL_USAGE = object({
  allTime: object(STATISTICS),
  daily: list(object({ ...STATISTICS, date: DATE })),
  hourly: list(object({ ...STATISTICS, date: DATE, hour: INTEGER })),
});

/** The objects of the vendor's answers, each with every field that the vendor documents. */
export const OBJECTS: Schemas = {
  Account: ACCOUNT,
  Agent: AGENT,
  Call: CALL,
  CallUsage: CALL_USAGE,
  Event: EVENT,
  Message: MESSAGE,
  Stage: STAGE,
  Tombstone: TOMBSTONE,
  Tool: TOOL,
};

/** Bodies of errors. The vendor documents none. These follow its framework, Django REST. */
const PROBLEMS: Schemas = {
  Problem: object({ detail: TEXT }),
  FieldProblems: record(list(TEXT)),
};

/** One page of a list, named `CallPage` for calls. */
function pageOf(name: string): readonly [string, Schema] {
  const link = nullable(URI);
  return [`${name}Page`, object({ next: link, previous: link, results: list(ref(name)), total: INTEGER })];
}

/** The answers of the vendor's API, in our own words. */
export const ULTRAVOX: Schemas = {
  ...OBJECTS,
  ...PARTS,
  ...PROBLEMS,
  ...Object.fromEntries(["Agent", "Call", "Event", "Message", "Stage", "Tombstone"].map(pageOf)),
};

/** Where our schema leaves the vendor's document on purpose, by path, and why. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "Call.agent":
    "The document allows null for `agentId` and never for `agent`, which says the same. A call without an agent has neither.",
};

/** The names of our schemas in the vendor's document. It has none for errors. */
export const VENDOR_NAMES: Readonly<Record<string, string>> = {
  Account: "Account",
  Agent: "Agent",
  AgentPage: "PaginatedAgentList",
  Call: "Call",
  CallPage: "PaginatedCallList",
  CallUsage: "CallUsage",
  Event: "CallEvent",
  EventPage: "PaginatedCallEventList",
  Message: "ultravox.v1.Message",
  MessagePage: "Paginatedultravox.v1.MessageList",
  Stage: "CallStage",
  StagePage: "PaginatedCallStageList",
  Tombstone: "CallTombstone",
  TombstonePage: "PaginatedCallTombstoneList",
  Tool: "CallTool",
};
