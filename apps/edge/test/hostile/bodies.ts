import { FORM, type HostileCase, mint } from "./hostile-case.ts";

const right = "grant_type=client_credentials&client_id=acme";

/** Token requests with a body of another type, a too large body, or smuggled parts. */
export const bodies: HostileCase[] = [
  {
    name: "JSON for a form",
    request: mint('{"grant_type":"client_credentials"}', { contentType: "application/json" }),
    status: 415,
    code: "invalid_request",
  },
  {
    name: "JSON called a form",
    request: mint('{"grant_type":"client_credentials"}'),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "multipart",
    request: mint("--x\r\n\r\n--x--", { contentType: "multipart/form-data; boundary=x" }),
    status: 415,
    code: "invalid_request",
  },
  {
    name: "no media type",
    request: mint(right, { contentType: null }),
    status: 415,
    code: "invalid_request",
  },
  { name: "text", request: mint(right, { contentType: "text/plain" }), status: 415, code: "invalid_request" },
  {
    name: "two media types",
    request: mint(right, { headers: [["Content-Type", "application/json"]] }),
    status: 415,
    code: "invalid_request",
  },
  {
    name: "a media type with a parameter",
    request: mint(right, { contentType: `${FORM};charset=UTF-8` }),
    status: 200,
    code: null,
  },
  { name: "no body", request: mint(""), status: 400, code: "invalid_request" },
  { name: "only separators", request: mint("&&&=&="), status: 400, code: "invalid_request" },
  {
    name: "17 kB",
    request: mint(`${right}&pad=${"a".repeat(17_000)}`),
    status: 413,
    code: "invalid_request",
  },
  { name: "a field twice", request: mint(`${right}&client_id=open`), status: 400, code: "invalid_request" },
  {
    name: "a field twice, encoded",
    request: mint(`${right}&client%5Fid=open`),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "a field as an array",
    request: mint("grant_type=client_credentials&client_id[]=acme"),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "a field in a field",
    request: mint("grant_type=client_credentials&client_id=acme%26scope%3Dpii:read"),
    status: 400,
    code: "site_unknown",
  },
  {
    name: "NUL in the site",
    request: mint("grant_type=client_credentials&client_id=acme%00"),
    status: 400,
    code: "site_unknown",
  },
  {
    name: "the prototype as the site",
    request: mint("grant_type=client_credentials&client_id=__proto__"),
    status: 400,
    code: "site_unknown",
  },
  {
    name: "the site in upper case",
    request: mint("grant_type=client_credentials&client_id=ACME"),
    status: 400,
    code: "site_unknown",
  },
  {
    name: "a very long site",
    request: mint(`grant_type=client_credentials&client_id=${"a".repeat(9000)}`),
    status: 400,
    code: "site_unknown",
  },
  {
    name: "broken UTF-8",
    request: mint("grant_type=client_credentials&client_id=%ff%fe"),
    status: 400,
    code: "site_unknown",
  },
  {
    name: "a password grant",
    request: mint("grant_type=password&client_id=acme&username=a&password=b"),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "a scope that does not exist",
    request: mint(`${right}&scope=admin`),
    status: 400,
    code: "scope_refused",
  },
  {
    name: "a scope with a line feed",
    request: mint(`${right}&scope=calls:read%0Acalls:start`),
    status: 400,
    code: "scope_refused",
  },
  {
    name: "a scope that is not granted",
    request: mint(`${right}&scope=pii:read`),
    status: 400,
    code: "scope_refused",
  },
  {
    name: "an assertion that is no JWT",
    request: mint(
      "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&client_id=acme&subject_token=x&subject_token_type=urn:ietf:params:oauth:token-type:jwt",
    ),
    status: 400,
    code: "assertion_invalid",
  },
  {
    name: "an unsigned assertion",
    request: mint(
      "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&client_id=acme&subject_token=eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.&subject_token_type=urn:ietf:params:oauth:token-type:jwt",
    ),
    status: 400,
    code: "assertion_invalid",
  },
];
