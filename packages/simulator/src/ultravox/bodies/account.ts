import { PLANS } from "../../base/limits.ts";
import { hashText, Random } from "../../base/random.ts";
import { formatMicros, MICROS_PER_DAY } from "../../base/time.ts";
import type { AgentRow } from "../../calls/agents.ts";
import { type CallRow, DEFAULT_VOICE, isActive } from "../../calls/call-row.ts";
import { secretToken } from "../../calls/secret.ts";
import { dataConnectionBody } from "./call-settings.ts";
import { makeSystemPrompt } from "./system-prompt.ts";

/** Id of the only account. */
export const ACCOUNT_ID = "a1d5c0de-acc0-4000-8000-000000000001";

/** The vendor's Account object, `GET /api/accounts/me`. */
export function accountBody(rows: readonly CallRow[], plan: keyof typeof PLANS) {
  let activeCalls = 0;
  for (const row of rows) if (isActive(row)) activeCalls += 1;
  return {
    accountId: ACCOUNT_ID,
    name: "Simulated account",
    billingUrl: "https://app.ultravox.ai/billing",
    freeTimeUsed: "1800s",
    freeTimeRemaining: "0s",
    hasActiveSubscription: plan !== "free",
    subscriptionTier: plan,
    subscriptionCadence: "monthly",
    subscriptionExpiration: null,
    subscriptionScheduledUpdate: null,
    subscriptionRenewal: "2030-01-01T00:00:00Z",
    activeCalls,
    allowedConcurrentCalls: PLANS[plan].callsAtOnce,
    allowedVoices: 20,
    allowedCorpora: 5,
  };
}

/** The vendor's Agent object. Its call template is as secret as a call. */
export function agentBody(row: AgentRow, calls: number) {
  const { agent } = row;
  const seed = hashText(agent.agentId);
  return {
    agentId: agent.agentId,
    publishedRevisionId: agent.template === "full" ? Random.for(seed, "revision").uuid() : null,
    name: agent.name,
    created: formatMicros(row.createdMicros),
    callTemplate: agent.template === "none" ? null : callTemplateBody(row, seed),
    statistics: { calls },
  };
}

function callTemplateBody(row: AgentRow, seed: number) {
  return {
    name: row.agent.name,
    created: formatMicros(row.createdMicros),
    updated: formatMicros(row.createdMicros + MICROS_PER_DAY),
    medium: { webRtc: {} },
    joinTimeout: "30s",
    maxDuration: "900s",
    recordingEnabled: true,
    systemPrompt: makeSystemPrompt(seed, "agentprompt"),
    temperature: 0,
    model: "ultravox-v0.7",
    voice: DEFAULT_VOICE,
    selectedTools: [
      {
        temporaryTool: {
          modelToolName: "lookup_customer",
          description: "Finds a customer by phone number.",
          staticParameters: [
            {
              name: "X-Tenant-Key",
              location: "PARAMETER_LOCATION_HEADER",
              value: secretToken(seed, "toolparameter"),
            },
          ],
          http: {
            baseUrlPattern: `https://crm.example/${secretToken(seed, "toolurl")}/customers`,
            httpMethod: "GET",
          },
        },
        authTokens: { crm: secretToken(seed, "tooltoken") },
      },
    ],
    dataConnection: dataConnectionBody(seed),
    ...(row.agent.variables.length === 0 ? {} : { contextSchema: contextSchema(row.agent.variables) }),
  };
}

/** The JSON schema that `templateContext` must match. */
function contextSchema(variables: readonly string[]) {
  return {
    type: "object",
    properties: Object.fromEntries(variables.map((name) => [name, { type: "string" }])),
    required: variables,
  };
}
