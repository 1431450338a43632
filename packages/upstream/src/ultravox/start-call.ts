import * as v from "valibot";
import { pathSegment, type Transport } from "../request/client.ts";
import type { JsonClient } from "../request/json-client.ts";
import { fail, type Result, succeed } from "../request/result.ts";
import type { RequestOptions } from "../request/retry.ts";
import { formatDuration } from "./fields.ts";
import { toCallsParams } from "./queries.ts";
import { CallSchema, type UltravoxCall } from "./ultravox-call.ts";
import { parsePage } from "./upstream-page.ts";

/** What a call of an agent begins with. What is not named here is the agent's own. */
export interface CallStart {
  /** Values of the agent's template variables. */
  templateContext: Readonly<Record<string, string>>;
  metadata: Readonly<Record<string, string>>;
  joinTimeoutMs: number;
  maxDurationMs: number;
  recordingEnabled: boolean;
  initialOutputMedium: "voice" | "text";
  /** Name or id of a call throttle of the account. */
  throttle?: string | undefined;
}

/** A call and the URL that joins it: whoever has the URL is in the call, so it is for its starter alone. */
export interface StartedCall {
  call: UltravoxCall;
  /** `wss`; `ws` only below a loopback base URL. Null where the vendor gives none any more. */
  joinUrl: string | null;
}

/** The requests that start a call, find it again and end it. */
export interface CallStarts {
  /**
   * `POST /agents/{id}/calls`, sent once: after `unavailable` nobody knows whether there is a call, and
   * `findStartedCall` tells.
   */
  startCall(agentId: string, start: CallStart, options?: RequestOptions): Promise<Result<StartedCall>>;
  /** The newest call with exactly this metadata, from `GET /calls`; null where there is none. */
  findStartedCall(
    metadata: Readonly<Record<string, string>>,
    options?: RequestOptions,
  ): Promise<Result<StartedCall | null>>;
  /** `POST /calls/{id}/send_data_message` with `hang_up`. False where the call is not active. */
  hangUp(callId: string, options?: RequestOptions): Promise<Result<boolean>>;
}

export function createCallStarts(transport: Transport, { get, post }: JsonClient): CallStarts {
  const isLoopback = transport.baseUrl.startsWith("http:");
  const StartedCallSchema = isLoopback ? LoopbackStartSchema : PublicStartSchema;

  return {
    async startCall(agentId, { throttle, ...start }, options) {
      const segment = pathSegment(agentId);
      if (segment === null) return fail({ kind: "not_found" });
      const query = throttle === undefined ? {} : { query: new URLSearchParams({ throttle }) };
      const target = { path: `/agents/${segment}/calls`, resource: "start" as const, ...query };
      const body = await post({ ...target, json: toBody(start) }, options);
      if (!body.ok) return body;
      const started = v.safeParse(StartedCallSchema, body.value, { abortEarly: true });
      if (!started.success || started.output.joinUrl === null)
        return fail({ kind: "invalid", reason: "schema" });
      return succeed(started.output);
    },

    async findStartedCall(metadata, options) {
      const query = toCallsParams({ metadata, pageSize: 5 });
      const body = await get({ path: "/calls", query, resource: "list" }, options);
      if (!body.ok) return body;
      const page = parsePage(body.value, StartedCallSchema);
      if (!page.ok) return page;
      // The vendor's own filter is not enough: a call of another start would give its URL away.
      const wanted = Object.entries(metadata);
      const found = page.value.items.find(({ call }) =>
        wanted.every(([key, value]) => call.metadata[key] === value),
      );
      // A row that cannot be read may be the one: another start would then make a second call.
      if (found === undefined && page.value.skipped > 0) return fail({ kind: "invalid", reason: "schema" });
      return succeed(found ?? null);
    },

    async hangUp(callId, options) {
      const segment = pathSegment(callId);
      if (segment === null) return fail({ kind: "not_found" });
      const json = { type: "hang_up" };
      // Twice is as good as once.
      const target = { path: `/calls/${segment}/send_data_message`, resource: "single" as const };
      const body = await post({ ...target, json, isIdempotent: true }, options);
      if (body.ok) return succeed(true);
      const isOver = body.error.kind === "refused" && body.error.status === 422;
      return isOver ? succeed(false) : body;
    },
  };
}

function startSchema(isLoopback: boolean) {
  const JoinUrlSchema = v.pipe(
    v.nullish(v.string(), null),
    v.check((text) => text === null || isJoinUrl(text, isLoopback)),
  );
  return v.pipe(
    v.looseObject({ joinUrl: JoinUrlSchema }),
    v.transform((value) => ({ call: value as unknown, joinUrl: value.joinUrl })),
    v.object({ call: CallSchema, joinUrl: v.nullable(v.string()) }),
  );
}

/** Made once: there is a client for each request. */
const LoopbackStartSchema = startSchema(true);
const PublicStartSchema = startSchema(false);

/** `StartAgentCallRequest` of the vendor's spec. */
function toBody(start: Omit<CallStart, "throttle">) {
  return {
    templateContext: start.templateContext,
    metadata: start.metadata,
    medium: { webRtc: {} },
    joinTimeout: formatDuration(start.joinTimeoutMs),
    maxDuration: formatDuration(start.maxDurationMs),
    recordingEnabled: start.recordingEnabled,
    initialOutputMedium:
      start.initialOutputMedium === "text" ? "MESSAGE_MEDIUM_TEXT" : "MESSAGE_MEDIUM_VOICE",
  };
}

const JOIN_URL_MAX_CHARACTERS = 2_048;

/** The vendor has had several hosts for it; only the scheme is fixed. */
function isJoinUrl(text: string, isLoopback: boolean): boolean {
  const url = text.length <= JOIN_URL_MAX_CHARACTERS ? URL.parse(text) : null;
  if (url === null) return false;
  return url.protocol === "wss:" || (isLoopback && url.protocol === "ws:");
}
