import { bare, CALL_ID, type HostileCase, read } from "./hostile-case.ts";

/** Methods that a route does not answer, and attempts to override one. */
export const methods: HostileCase[] = [
  ...["PUT", "PATCH", "DELETE"].map((method) => ({
    name: `${method} on the list`,
    request: read("/v1/calls", { method }),
    status: 405,
    code: "invalid_request",
  })),
  {
    name: "POST on the list by who may start no calls",
    request: read("/v1/calls", { method: "POST" }),
    status: 403,
    code: "scope_missing",
  },
  {
    name: "DELETE on a call",
    request: read(`/v1/calls/${CALL_ID}`, { method: "DELETE" }),
    status: 405,
    code: "invalid_request",
  },
  {
    name: "GET on the token endpoint",
    request: bare("GET", "/v1/token"),
    status: 405,
    code: "invalid_request",
  },
  {
    name: "PUT on the token endpoint",
    request: bare("PUT", "/v1/token", [["Content-Length", "0"]]),
    status: 405,
    code: "invalid_request",
  },
  { name: "HEAD on the token endpoint", request: bare("HEAD", "/v1/token"), status: 405, code: null },
  {
    name: "POST on the scripts",
    request: bare("POST", "/keyhole.js", [["Content-Length", "0"]]),
    status: 405,
    code: "invalid_request",
  },
  { name: "PROPFIND", request: bare("PROPFIND", "/v1/calls"), status: 405, code: "invalid_request" },
  { name: "TRACE", request: bare("TRACE", "/v1/calls"), status: 405, code: "invalid_request" },
  { name: "a method that does not exist", request: bare("JOIN", "/v1/calls"), status: 501, code: null },
  { name: "a method in lower case", request: bare("get", "/v1/calls"), status: 501, code: null },
  {
    name: "method override",
    request: read("/v1/calls?limit=1", { headers: [["X-HTTP-Method-Override", "DELETE"]] }),
    status: 200,
    code: null,
  },
  {
    name: "proof for another method",
    request: async (stage) => ({ ...(await read("/v1/calls")(stage)), method: "HEAD" }),
    status: 401,
    code: null,
  },
];
