import { bare, CALL_ID, type HostileCase, read } from "./hostile-case.ts";

const call = `/v1/calls/${CALL_ID}`;
const garbage: [string, string][] = [
  ["If-Range", "x".repeat(300)],
  ["Range", "bytes=0-1,5-6"],
];

/** Routes of one call, and addresses that look like tickets. */
export const callParts: HostileCase[] = [
  {
    name: "messages without the scope",
    request: read(`${call}/messages`),
    status: 403,
    code: "scope_missing",
  },
  {
    name: "messages without a token",
    request: bare("GET", `${call}/messages`),
    status: 401,
    code: "token_missing",
  },
  {
    name: "messages with a trailing slash",
    request: read(`${call}/messages/`),
    status: 404,
    code: "not_found",
  },
  {
    name: "DELETE on messages",
    request: read(`${call}/messages`, { method: "DELETE" }),
    status: 405,
    code: "invalid_request",
  },
  { name: "a recording by GET", request: read(`${call}/recording`), status: 405, code: "invalid_request" },
  {
    name: "a recording without the scope",
    request: read(`${call}/recording`, { method: "POST" }),
    status: 403,
    code: "scope_missing",
  },
  {
    name: "a severity that does not exist",
    request: read(`${call}/events?severity=fatal`),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "a severity twice",
    request: read(`${call}/events?severity=info&severity=debug`),
    status: 400,
    code: "invalid_request",
  },
  { name: "events of no call", request: read(`${call}/events`), status: 404, code: "not_found" },
  { name: "a part that does not exist", request: read(`${call}/stages`), status: 404, code: "not_found" },
  { name: "a ticket of garbage", request: bare("GET", "/v1/recordings/x"), status: 404, code: "not_found" },
  {
    name: "a ticket of five parts",
    request: bare("GET", "/v1/recordings/a.b.c.d.e"),
    status: 404,
    code: "not_found",
  },
  { name: "a ticket with NUL", request: bare("GET", "/v1/recordings/a%00"), status: 404, code: "not_found" },
  {
    name: "a ticket of 7 kB",
    request: bare("GET", `/v1/recordings/${"a".repeat(7000)}`),
    status: 404,
    code: "not_found",
  },
  {
    name: "a ticket and a garbled range",
    request: bare("GET", "/v1/recordings/x", garbage),
    status: 404,
    code: "not_found",
  },
  { name: "HEAD on a ticket of garbage", request: bare("HEAD", "/v1/recordings/x"), status: 404, code: null },
  {
    name: "POST on a ticket",
    request: bare("POST", "/v1/recordings/x", [["Content-Length", "0"]]),
    status: 405,
    code: "invalid_request",
  },
  { name: "no ticket", request: bare("GET", "/v1/recordings/"), status: 404, code: "not_found" },
];
