import { bare, CALL_ID, type HostileCase, read } from "./hostile-case.ts";

const long = "a".repeat(20_000);
const list = "/v1/calls?limit=1";
const path = "/v1/calls";

/** Doubled, forged, misspelt and too large headers. */
export const headers: HostileCase[] = [
  { name: "no token", request: bare("GET", path), status: 401, code: "token_missing" },
  {
    name: "Bearer",
    request: bare("GET", path, [["Authorization", "Bearer x.y"]]),
    status: 401,
    code: "token_missing",
  },
  {
    name: "Basic",
    request: bare("GET", path, [["Authorization", "Basic eDp5"]]),
    status: 401,
    code: "token_invalid",
  },
  {
    name: "an empty token",
    request: bare("GET", path, [["Authorization", "DPoP "]]),
    status: 401,
    code: "token_invalid",
  },
  {
    name: "a token of garbage",
    request: bare("GET", path, [["Authorization", "DPoP a.b.c.d.e"]]),
    status: 401,
    code: "token_invalid",
  },
  {
    name: "a token of 20 kB",
    request: bare("GET", path, [["Authorization", `DPoP ${long}`]]),
    status: 401,
    code: "token_invalid",
  },
  {
    name: "the upstream's own header",
    request: bare("GET", path, [["X-API-Key", "AbCdEfGh.0123456789abcdef0123456789ABCDEF"]]),
    status: 401,
    code: "token_missing",
  },
  {
    name: "two tokens",
    request: read(list, { headers: [["Authorization", "DPoP a.b.c.d.e"]] }),
    status: 401,
    code: "token_invalid",
  },
  {
    name: "two proofs",
    request: read(list, { headers: [["DPoP", "a.b.c"]] }),
    status: 401,
    code: "proof_invalid",
  },
  {
    name: "two origins",
    request: read(list, { headers: [["Origin", "https://evil.example"]] }),
    status: 403,
    code: "origin_not_allowed",
  },
  {
    name: "no proof",
    request: async (stage) => {
      const right = await read(list)(stage);
      return { ...right, headers: right.headers.filter(([name]) => name !== "DPoP") };
    },
    status: 401,
    code: "proof_invalid",
  },
  {
    name: "a proof of 20 kB",
    request: async (stage) => {
      const right = await read(list)(stage);
      return {
        ...right,
        headers: right.headers.map(([name, value]) => (name === "DPoP" ? [name, long] : [name, value])),
      };
    },
    status: 401,
    code: "proof_invalid",
  },
  {
    name: "a proof for another path",
    request: read(list, { path: "/v1/agents" }),
    status: 401,
    code: "proof_invalid",
  },
  {
    name: "a forged host",
    request: async (stage) => ({
      ...(await read(list)({ ...stage, host: "evil.example" })),
    }),
    status: 200,
    code: null,
  },
  {
    name: "forwarded headers",
    request: read(list, {
      headers: [
        ["X-Forwarded-Host", "evil.example"],
        ["Forwarded", "host=evil.example"],
        ["X-Original-URL", "/v1/agents"],
      ],
    }),
    status: 200,
    code: null,
  },
  {
    name: "a range of a list",
    request: read(list, { headers: [["Range", "bytes=0-1"]] }),
    status: 200,
    code: null,
  },
  {
    name: "any tag, with a token",
    request: read(list, { headers: [["If-None-Match", "*"]] }),
    status: 304,
    code: null,
  },
  {
    name: "any tag, without a token",
    request: bare("GET", path, [["If-None-Match", "*"]]),
    status: 401,
    code: "token_missing",
  },
  {
    name: "any tag of a missing call",
    request: read(`/v1/calls/${CALL_ID}`, { headers: [["If-None-Match", "*"]] }),
    status: 404,
    code: "not_found",
  },
  {
    name: "a malformed tag",
    request: read(list, { headers: [["If-None-Match", '"\\", W/*, \xff, "']] }),
    status: 200,
    code: null,
  },
  {
    name: "20 kB of tags, in two headers",
    request: read(list, {
      headers: [
        ["If-None-Match", '"a",'.repeat(5000)],
        ["If-None-Match", "*"],
      ],
    }),
    status: 200,
    code: null,
  },
  {
    name: "a header of 200 kB",
    request: bare("GET", path, [["X-Large", "a".repeat(200_000)]]),
    status: 401,
    code: "token_missing",
  },
  {
    name: "two lengths",
    request: ({ host }) => ({
      method: "POST",
      target: "/v1/token",
      headers: [
        ["Host", host],
        ["Content-Length", "5"],
        ["Content-Length", "50"],
      ],
      body: "a=b&c",
    }),
    status: 400,
    code: null,
  },
  {
    name: "a length and chunks",
    request: ({ host }) => ({
      method: "POST",
      target: "/v1/token",
      headers: [
        ["Host", host],
        ["Content-Length", "5"],
        ["Transfer-Encoding", "chunked"],
      ],
      body: "0\r\n\r\nGET /v1/calls HTTP/1.1\r\n\r\n",
    }),
    status: 415,
    code: "invalid_request",
  },
];
