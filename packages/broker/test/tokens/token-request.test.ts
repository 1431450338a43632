import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { testBroker } from "../support/test-config.ts";
import { type Change, TestPage } from "../support/test-page.ts";

const PLACE = { place: "token endpoint" } as const;
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const JWT = "urn:ietf:params:oauth:token-type:jwt";
const VISITOR = { grant_type: "client_credentials", client_id: "acme" };
const MEMBER = { grant_type: EXCHANGE, client_id: "acme", subject_token: "a.b.c", subject_token_type: JWT };

const send = async (change: Change, fields: Record<string, string> = VISITOR) =>
  (await TestPage.open(testBroker())).askForToken(fields, change);

describe("the media type", () => {
  it.each([
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded;charset=UTF-8",
    "Application/X-WWW-Form-Urlencoded ; charset=utf-8",
  ])("%s is accepted", async (type) => {
    expect((await send({ headers: { "Content-Type": type } })).status).toBe(200);
  });

  it.each([
    null,
    "",
    "application/json",
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded2",
    "text/plain; application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded, application/json",
  ])("%j is 415", async (type) => {
    const body = new Blob([new URLSearchParams(VISITOR).toString()]);
    const response = await send({ headers: { "Content-Type": type }, body });
    await expectProblem(response, "invalid_request", { ...PLACE, status: 415 });
  });
});

const FORM = `${new URLSearchParams(VISITOR)}&padding=`;

describe("the body", () => {
  it("may have 16 KiB", async () => {
    const body = FORM + "x".repeat(16_384 - FORM.length);
    expect((await send({ body })).status).toBe(200);
  });

  it.each([
    ["a byte more", () => FORM + "x".repeat(16_385 - FORM.length)],
    ["a byte more in characters of two bytes", () => FORM + "ä".repeat((16_386 - FORM.length) / 2)],
    ["a megabyte", () => FORM + "x".repeat(1_000_000)],
    ["no end", () => endless()],
  ])("of %s is 413", async (_, body) => {
    const response = await send({ body: body() });
    await expectProblem(response, "invalid_request", { ...PLACE, status: 413 });
  });

  it.each(["", "&&&", "=", "grant_type", "%", '{"grant_type":"client_credentials"}', "\u0000"])(
    "%j is refused",
    async (body) => {
      await expectProblem(await send({ body }), "invalid_request", PLACE);
    },
  );
});

const MISSING: [string, Record<string, string>][] = [
  ["grant_type", VISITOR],
  ["client_id", VISITOR],
  ["grant_type", MEMBER],
  ["client_id", MEMBER],
  ["subject_token", MEMBER],
  ["subject_token_type", MEMBER],
];

describe("a parameter", () => {
  it.each(MISSING)("%s that is missing is named", async (name, fields) => {
    const rest = Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));
    const problem = await expectProblem(await send({}, rest), "invalid_request", PLACE);
    expect(problem.detail).toContain(name);
  });

  it.each(MISSING)(
    "%s that is empty is as if it were missing (RFC 6749 section 3.2)",
    async (name, fields) => {
      await expectProblem(await send({}, { ...fields, [name]: "" }), "invalid_request", PLACE);
    },
  );

  it.each(["grant_type=client_credentials", "client_id=acme", "client_id=open", "scope=calls:read", "x=1"])(
    "given twice (%s) is refused, even where nobody knows it",
    async (again) => {
      const body = `${new URLSearchParams({ ...VISITOR, scope: "calls:read", x: "2" })}&${again}`;
      await expectProblem(await send({ body }), "invalid_request", PLACE);
    },
  );

  it("is ignored when unknown", async () => {
    expect((await send({}, { ...VISITOR, audience: "x", resource: "https://x.example" })).status).toBe(200);
  });

  it("is ignored in the query", async () => {
    const path = `/v1/token?${new URLSearchParams(VISITOR)}`;
    await expectProblem(await send({ path, body: "x=1" }), "invalid_request", PLACE);
  });

  it.each([
    "password",
    "authorization_code",
    "refresh_token",
    "CLIENT_CREDENTIALS",
    "client_credentials ",
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
  ])("grant_type %j is unsupported", async (grant_type) => {
    const oauthError = "unsupported_grant_type";
    await expectProblem(await send({}, { ...VISITOR, grant_type }), "invalid_request", {
      ...PLACE,
      oauthError,
    });
  });

  it.each([
    "urn:ietf:params:oauth:token-type:access_token",
    "urn:ietf:params:oauth:token-type:id_token",
    "jwt",
    "URN:IETF:PARAMS:OAUTH:TOKEN-TYPE:JWT",
  ])("subject_token_type %j is refused", async (subject_token_type) => {
    const problem = await expectProblem(
      await send({}, { ...MEMBER, subject_token_type }),
      "invalid_request",
      PLACE,
    );
    expect(problem.detail).toContain("subject_token_type");
  });

  it.each(["nobody", "ACME", "acme ", "constructor", "__proto__", "acme\u0000", "../acme", "x".repeat(5000)])(
    "client_id %j is no site",
    async (client_id) => {
      const problem = await expectProblem(await send({}, { ...VISITOR, client_id }), "site_unknown", PLACE);
      expect(problem.detail).not.toContain("open");
    },
  );
});

describe("without a proof that holds", () => {
  it.each(["acme", "open", "nobody"])("does not tell whether there is a site %s", async (client_id) => {
    for (const headers of [
      { DPoP: null },
      { DPoP: null, Origin: "https://evil.example" },
      { DPoP: "x.y.z" },
    ]) {
      await expectProblem(await send({ headers }, { ...VISITOR, client_id }), "proof_invalid", PLACE);
    }
  });
});

describe("a proof in the field dpop", () => {
  it("needs no header", async () => {
    expect((await send({ isInForm: true })).status).toBe(200);
  });

  it.each(["x", "a.b.c"])("beside the header (%s) is refused", async (dpop) => {
    await expectProblem(await send({}, { ...VISITOR, dpop }), "invalid_request", PLACE);
  });

  it("that is empty leaves the header", async () => {
    expect((await send({}, { ...VISITOR, dpop: "" })).status).toBe(200);
  });

  it("given twice is refused", async () => {
    const body = `${new URLSearchParams(VISITOR)}&dpop=a.b.c&dpop=a.b.c`;
    await expectProblem(await send({ body, headers: { DPoP: null } }), "invalid_request", PLACE);
  });

  it("counts at the token endpoint alone", async () => {
    const page = await TestPage.visit(testBroker());
    const path = "/v1/calls?dpop=a.b.c";
    await expectProblem(await page.get(path, { headers: { DPoP: null } }), "proof_invalid");
  });

  it("is asked for from pages of the site alone", async () => {
    const response = await send({ isInForm: true, headers: { Origin: "https://evil.example" } });
    await expectProblem(response, "origin_not_allowed", PLACE);
  });
});

it("ignores an assertion beside client_credentials", async () => {
  const fields = {
    ...VISITOR,
    subject_token: await signAssertion({ role: "admin" }),
    subject_token_type: JWT,
  };
  const answer = await (await send({}, fields)).json<Record<string, unknown>>();
  expect(answer).not.toHaveProperty("issued_token_type");
});

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode("x".repeat(4096)));
    },
  });
}
