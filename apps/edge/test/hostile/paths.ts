import { bare, CALL_ID, type HostileCase, read } from "./hostile-case.ts";

/** Paths that are written oddly. None is tidied up: what is not written plainly is not there. */
export const paths: HostileCase[] = [
  {
    name: "dot segments to a route",
    request: bare("GET", "/x/../v1/calls"),
    status: 404,
    code: "not_found",
  },
  {
    name: "dot segments out of the root",
    request: bare("GET", "/../../../etc/passwd"),
    status: 404,
    code: "not_found",
  },
  { name: "encoded dot segments", request: bare("GET", "/v1/%2e%2e/admin"), status: 404, code: "not_found" },
  {
    name: "dot segments out of the scripts",
    request: bare("GET", "/keyhole/0.1.0/../../package.json"),
    status: 404,
    code: "not_found",
  },
  {
    name: "encoded slash in the scripts",
    request: bare("GET", "/keyhole/0.1.0/..%2f..%2fpackage.json"),
    status: 404,
    code: "not_found",
  },
  { name: "double slash in front", request: bare("GET", "//v1/calls"), status: 404, code: "not_found" },
  { name: "double slash inside", request: bare("GET", "/v1//calls"), status: 404, code: "not_found" },
  { name: "trailing slash", request: bare("GET", "/v1/calls/"), status: 404, code: "not_found" },
  { name: "upper case", request: bare("GET", "/V1/Calls"), status: 404, code: "not_found" },
  { name: "backslash", request: bare("GET", "/v1\\calls"), status: 404, code: "not_found" },
  { name: "path parameters", request: bare("GET", "/v1/calls;a=b"), status: 404, code: "not_found" },
  {
    name: "another host in the target",
    request: bare("GET", "http://evil.example/v1/calls"),
    status: 401,
    code: "token_missing",
  },
  {
    name: "id of dots, encoded slash",
    request: read("/v1/calls/..%2f..%2fagents"),
    status: 404,
    code: "not_found",
  },
  { name: "id with NUL", request: read(`/v1/calls/${CALL_ID}%00`), status: 404, code: "not_found" },
  { name: "id with a line feed", request: read(`/v1/calls/${CALL_ID}%0a`), status: 404, code: "not_found" },
  {
    name: "id with an encoded slash behind",
    request: read(`/v1/calls/${CALL_ID}%2fmessages`),
    status: 404,
    code: "not_found",
  },
  {
    name: "id with an encoded question mark",
    request: read(`/v1/calls/${CALL_ID}%3fpageSize=1`),
    status: 404,
    code: "not_found",
  },
  {
    name: "id with an encoded hash",
    request: read(`/v1/calls/${CALL_ID}%23`),
    status: 404,
    code: "not_found",
  },
  { name: "id with broken percent-encoding", request: read("/v1/calls/%zz"), status: 404, code: "not_found" },
  { name: "id with broken UTF-8", request: read("/v1/calls/%ff%fe"), status: 404, code: "not_found" },
  { name: "id in braces", request: read(`/v1/calls/%7b${CALL_ID}%7d`), status: 404, code: "not_found" },
  { name: "very long id", request: read(`/v1/calls/${"a".repeat(1500)}`), status: 404, code: "not_found" },
  { name: "id of the prototype", request: read("/v1/calls/__proto__"), status: 404, code: "not_found" },
  { name: "id that does not exist", request: read(`/v1/calls/${CALL_ID}`), status: 404, code: "not_found" },
];
