import { Random } from "../../base/random.ts";
import type { CallRow } from "../../calls/call-row.ts";
import { secretToken } from "../../calls/secret.ts";
import { type SimulatedTool, STAGE_TOOL, TOOLS } from "../../transcript/tools.ts";

/** The vendor's CallTools of a call or stage. Addresses and static parameters are credentials. */
export function callToolsBody(row: CallRow) {
  return [...TOOLS, STAGE_TOOL].map((tool, index) => {
    const random = Random.for(row.seed, `tool ${index}`);
    return {
      callToolId: random.uuid(),
      toolId: random.chance(0.3) ? null : random.uuid(),
      name: tool.name,
      definition: {
        description: tool.description,
        dynamicParameters: dynamicParameters(tool),
        automaticParameters: [
          { name: "call", location: "PARAMETER_LOCATION_BODY", knownValue: "KNOWN_PARAM_CALL_ID" },
        ],
        timeout: "5s",
        precomputable: tool.kind === "static",
        defaultReaction: "AGENT_REACTION_SPEAKS",
        ...implementation(row, tool, index),
      },
    };
  });
}

function dynamicParameters(tool: SimulatedTool) {
  return Object.keys(JSON.parse(tool.text) as object).map((name) => ({
    name,
    location: "PARAMETER_LOCATION_BODY",
    schema: { type: "string" },
    required: true,
  }));
}

function implementation(row: CallRow, { kind, name }: SimulatedTool, index: number) {
  switch (kind) {
    case "client":
      return { client: {} };
    case "dataConnection":
      return { dataConnection: {} };
    case "static":
      return { staticResponse: { responseText: "Monday to Friday, 8 to 19." } };
    case "http":
      // One tool with credentials is enough to detect a leak.
      return index === 0 ? secretHttp(row) : { http: { baseUrlPattern: `https://crm.example/${name}` } };
  }
}

function secretHttp({ seed }: CallRow) {
  return {
    staticParameters: [
      { name: "X-Tenant-Key", location: "PARAMETER_LOCATION_HEADER", value: secretToken(seed, "toolkey") },
    ],
    http: {
      baseUrlPattern: `https://crm.example/${secretToken(seed, "toolbase")}/{customer}`,
      httpMethod: "POST",
      authHeaders: ["X-Crm-Key"],
      authQueryParams: [],
      callTokenScopes: [],
    },
  };
}
