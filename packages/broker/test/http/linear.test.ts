import { linearFault } from "@keyhole/dev/steps";
import { describe, expect, it } from "vitest";
import { brokerGranting } from "../support/enter-as.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { rawCall } from "../support/raw-call.ts";
import { part, rawMessage } from "../support/raw-parts.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

// Steps are counted, not seconds: `@keyhole/dev/steps` repeats every match of a pattern in a matcher that
// counts its instructions, and adds the length of what other methods walk over. Requests go in by the front
// door, so everything that reads a part of them is counted, libraries included.

const STEPS_PER_CHARACTER = 100;
/** Signatures, seals and settings, whatever the request says. */
const STEPS_OF_A_REQUEST = 60_000;

const UNITS = [
  "a",
  ".",
  "a.",
  ",",
  ", ",
  "a,",
  "a ",
  "%",
  "%41",
  "&",
  "=",
  "a=b&",
  '"',
  '"a",',
  "W/",
  'W/"a",',
  "0-",
  "-",
  "0",
  ":",
  "/",
  "::",
  "(",
  "{",
  "calls:read ",
  "eyJ",
  "a\t",
];
const FORM = "application/x-www-form-urlencoded";

type Send = (page: TestPage, text: string) => Promise<Response>;

const header =
  (name: string, before = ""): Send =>
  (page, text) =>
    page.get("/v1/calls", { headers: { [name]: `${before}${text}` } });

const query =
  (name: string): Send =>
  (page, text) =>
    page.get(`/v1/calls?${name}${encodeURIComponent(text)}`);

const field =
  (name: string): Send =>
  (page, text) =>
    page.askAsMember("e30.e30.AA", {
      body: new URLSearchParams({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        client_id: "acme",
        subject_token: "e30.e30.AA",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        [name]: text,
      }),
    });

const PARTS: [name: string, send: Send][] = [
  ["the query", (page, text) => page.get(`/v1/calls?${text}`)],
  ...["cursor", "limit", "q", "from", "agent", "status", "minDurationMs"].map((name): [string, Send] => [
    `the parameter ${name}`,
    query(`${name}=`),
  ]),
  ["the id of a call", (page, text) => page.get(`/v1/calls/${encodeURIComponent(text)}`)],
  ["the header Authorization", header("Authorization", "DPoP ")],
  ["the header Authorization without a scheme", header("Authorization")],
  ["the header DPoP", header("DPoP")],
  ["the header DPoP with a header and claims", header("DPoP", "e30.e30.")],
  ...["If-None-Match", "If-Range", "Range", "Origin", "Host", "CF-Connecting-IP", "X-Request-Id"].map(
    (name): [string, Send] => [`the header ${name}`, header(name)],
  ),
  [
    "the type of a form",
    (page, text) => page.askAsVisitor({ headers: { "Content-Type": `${FORM};${text}` } }),
  ],
  ["a form", (page, text) => page.askAsVisitor({ body: text, headers: { "Content-Type": FORM } })],
  ...["grant_type", "client_id", "subject_token", "subject_token_type", "scope"].map(
    (name): [string, Send] => [`the field ${name}`, field(name)],
  ),
  ["a recording's ticket", (page, text) => page.get(`/v1/recordings/${encodeURIComponent(text)}`)],
  [
    "the origin of a preflight",
    (page, text) => page.get("/v1/calls", { method: "OPTIONS", headers: { Origin: text } }),
  ],
];

async function open(): Promise<TestPage> {
  const { app } = brokerGranting(new FakeUpstream([rawCall()]).fetch);
  return TestPage.enter({ request: (url, init) => app.request(url, init) }, await signAssertion());
}

describe("a request", () => {
  it.each(PARTS)("takes steps in proportion to its length for %s", async (_, send) => {
    const page = await open();
    for (const unit of UNITS) {
      const grow = (length: number) => unit.repeat(length / unit.length).trim();
      const run = (text: string) => send(page, text);
      expect(await linearFault(grow, STEPS_PER_CHARACTER, run, STEPS_OF_A_REQUEST), unit).toBeNull();
    }
  });
});

describe("a transcript", () => {
  const CALL = rawCall();
  const hostile = (length: number) => `@${"a".repeat(length * 20)}`;

  async function read(role: string, text: string): Promise<Response> {
    const rows = [rawMessage({ role, text, toolName: "search" })];
    const { fetch } = new FakeUpstream([CALL], { instead: part("messages", rows) });
    const { app } = brokerGranting(fetch, { scopes: ["transcripts:read"] });
    const page = await TestPage.enter(
      { request: (url, init) => app.request(url, init) },
      await signAssertion(),
    );
    const answer = await page.get(`/v1/calls/${CALL.callId}/messages`);
    expect(answer.status).toBe(200);
    return answer;
  }

  const faultOf = (role: string, perCharacter: number) =>
    linearFault(hostile, perCharacter, (text) => read(`MESSAGE_ROLE_${role}`, text), STEPS_OF_A_REQUEST);

  it("is masked in steps in proportion to its length", async () => {
    expect(await faultOf("USER", STEPS_PER_CHARACTER)).toBeNull();
  });

  it("is not searched for personal data where tools are hidden", async () => {
    expect(await faultOf("USER", 1)).not.toBeNull();
    expect(await faultOf("TOOL_CALL", 1)).toBeNull();
    expect(await faultOf("TOOL_RESULT", 1)).toBeNull();
  });
});
