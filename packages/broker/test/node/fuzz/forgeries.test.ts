import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { before, describe, it } from "node:test";
import {
  changedJson,
  changedText,
  fuzz,
  someHeader,
  someJson,
  someText,
  toWire,
  wellFormed,
} from "@keyhole/dev/fuzz";
import * as fc from "fast-check";
import { base64url } from "jose";
import { type FuzzedBroker, openFuzzedBroker } from "../../support/fuzzed-broker.ts";
import { ASSERTION_SECRET, PAGE_ORIGIN, PUBLIC_URL } from "../../support/identities.ts";
import { makeProof, signEs256, tokenHash } from "../../support/make-proof.ts";
import { assertionClaims, signAssertion } from "../../support/sign-jwt.ts";
import { TestPage } from "../../support/test-page.ts";

/** Each asks a whole broker. */
const FEW = { inTests: 150 };
const RECORDINGS = "/v1/recordings/";

let world: FuzzedBroker;
let member: TestPage;
let stranger: TestPage;
let cursor: string;
let ticket: string;
before(async () => {
  world = openFuzzedBroker();
  member = await world.member();
  stranger = await TestPage.open(world.broker);
  ({ next: cursor } = await member.read<{ next: string }>("/v1/calls?limit=1"));
  // A ticket asks upstream for audio, which this upstream has not: sealing is all that counts here.
  ticket = member.token;
});

/** Parts of a JWT or JWE, some of them changed or of another one. */
function changedParts(valid: () => string, others: () => readonly string[] = () => []) {
  const parts = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(20)), { minLength: 1, maxLength: 2 });
  const swapped = parts.map((changes) => {
    const texts = valid().split(".");
    const all = [valid(), ...others()].map((each) => each.split("."));
    for (const [to, from, of] of changes) {
      const other = all[of % all.length] ?? [];
      texts[to % texts.length] = other[from % other.length] ?? "";
    }
    return texts.join(".");
  });
  return fc.oneof(
    changedText(fc.constant(null).map(valid)),
    swapped,
    someText,
    someText.map((text) => valid() + text),
  );
}

/** Whether two texts have the same bytes: base64url has several spellings of some, and decoders skip white space. */
function isSpelling(one: string, other: string): boolean {
  const bytes = (text: string) =>
    text.split(".").map((part) => Buffer.from(part, "base64url").toString("hex"));
  return bytes(one).join(".") === bytes(other).join(".");
}

const isHeader = (text: string) => /^[\t\x20-\x7e\x80-\xff]*$/.test(text) && text.trim() === text;

describe("no forgery is accepted:", () => {
  it("an access token with any change", async () => {
    const valid = () => member.token;
    await fuzz([changedParts(valid, () => [cursor])], async (token) => {
      if (!isHeader(token)) return;
      const { status } = await world.ask("/v1/agents", {
        headers: { Authorization: `DPoP ${token}`, DPoP: "e30.e30.AA", Origin: PAGE_ORIGIN },
      });
      // The token itself fails at its proof.
      assert.equal(status, 401);
    });
  });

  it("a proof with any change", async () => {
    const headers = { Authorization: `DPoP ${member.token}`, Origin: PAGE_ORIGIN };
    const ath = await tokenHash(member.token);
    const claims = { htm: "GET", htu: `${PUBLIC_URL}/v1/agents`, ath };
    const valid = await makeProof(member.keys, { claims });
    const other = await makeProof(stranger.keys, { claims });
    await fuzz(
      [
        changedParts(
          () => valid,
          () => [other, member.token],
        ),
      ],
      async (proof) => {
        if (!isHeader(proof)) return;
        const { status } = await world.ask("/v1/agents", { headers: { ...headers, DPoP: proof } });
        assert.ok(status === 401 || isSpelling(proof, valid), proof);
      },
      FEW,
    );
  });

  it("a signed proof whose header or claims are any others", async () => {
    const ath = await tokenHash(member.token);
    const rights = { htm: "GET", htu: `${PUBLIC_URL}/v1/agents`, ath };
    const someClaims = changedJson(fc.constant(rights)).map((claims) => claims as Record<string, unknown>);
    const someParts = fc.record(
      { typ: someJson, alg: someText, jwk: someJson, crit: someJson, iat: someJson, jti: someJson },
      { requiredKeys: [] },
    );
    await fuzz(
      [someClaims, someParts],
      async (changed, { iat, jti, ...header }) => {
        const claims: Record<string, unknown> = {
          ...changed,
          ...(iat === undefined ? {} : { iat }),
          ...(jti === undefined ? {} : { jti }),
        };
        const proof = await makeProof(member.keys, { header, claims });
        const answer = await world.ask("/v1/agents", {
          headers: { Authorization: `DPoP ${member.token}`, Origin: PAGE_ORIGIN, DPoP: proof },
        });
        if (answer.status === 401) return;
        assert.equal(answer.status, 200, answer.text);
        assert.deepEqual({ htm: claims.htm, ath: claims.ath }, { htm: rights.htm, ath });
        assert.equal(new URL(String(claims.htu)).href.split(/[?#]/)[0], rights.htu);
        assert.deepEqual(header, {});
      },
      FEW,
    );
  });

  it("an assertion with any change", async () => {
    const valid = await signAssertion();
    const other = await signAssertion({}, { secret: `${ASSERTION_SECRET}x` });
    const none = `${base64url.encode('{"alg":"none"}')}.${valid.split(".")[1]}.`;
    await fuzz(
      [
        changedParts(
          () => valid,
          () => [other, none],
        ),
      ],
      async (assertion) => {
        const { status } = await world.check(await stranger.askAsMember(assertion));
        assert.ok(status === 400 || isSpelling(assertion, valid), assertion);
      },
      FEW,
    );
  });

  it("a signed assertion whose claims are any others", async () => {
    const sample = fc.constant(null).map(() => assertionClaims());
    await fuzz(
      [changedJson(sample)],
      async (claims) => {
        const input = `${base64url.encode('{"alg":"HS256"}')}.${base64url.encode(toWire(claims))}`;
        const signature = createHmac("sha256", ASSERTION_SECRET).update(input).digest("base64url");
        const page = await TestPage.open(world.broker, stranger.keys);
        const { status } = await world.check(await page.askAsMember(`${input}.${signature}`));
        assert.ok([200, 400].includes(status));
        if (status === 400) return;
        const { sub, aud, iss } = claims as Record<string, unknown>;
        assert.ok(typeof sub === "string" && sub !== "");
        assert.deepEqual({ aud, iss }, { aud: "keyhole:acme", iss: PAGE_ORIGIN });
      },
      FEW,
    );
  });

  it("a cursor with any change, or of another viewer", async () => {
    const visitor = await world.visitor();
    const { next } = await visitor.read<{ next: string }>("/v1/calls?limit=1");
    await fuzz(
      [
        changedParts(
          () => cursor,
          () => [next, member.token],
        ),
      ],
      async (changed) => {
        const path = `/v1/calls?limit=1&cursor=${encodeURIComponent(wellFormed(changed))}`;
        const { status } = await world.check(await member.get(path));
        assert.ok(status === 400 || isSpelling(changed, cursor), changed);
      },
      FEW,
    );
    assert.equal((await member.get(`/v1/calls?cursor=${encodeURIComponent(next)}`)).status, 400);
  });

  it("a ticket that was sealed for another purpose, or with any change", async () => {
    await fuzz(
      [
        changedParts(
          () => ticket,
          () => [cursor],
        ),
      ],
      async (changed) => {
        const path = encodeURIComponent(wellFormed(changed));
        if (/^(?:\.|%2e){0,2}$/i.test(path)) return;
        const { status } = await world.ask(`${RECORDINGS}${path}`);
        assert.ok([400, 404].includes(status), `${status}`);
      },
      FEW,
    );
  });

  it("any secret of the owner or of Cekura", async () => {
    await fuzz([someHeader], async (secret) => {
      if (!isHeader(secret)) return;
      const owner = await world.ask("/v1/admin/state", { headers: { Authorization: `Bearer ${secret}` } });
      const cekura = await world.ask("/v1/webhooks/cekura/acme", {
        method: "POST",
        headers: { "X-CEKURA-SECRET": secret },
      });
      assert.deepEqual([owner.status, cekura.status], [401, 401]);
    });
  });

  it("accepts what is unchanged", async () => {
    const ath = await tokenHash(member.token);
    const claims = { htm: "GET", htu: `${PUBLIC_URL}/v1/agents`, ath };
    const proof = await makeProof(member.keys, { claims, sign: signEs256(member.keys.privateKey) });
    const headers = { Authorization: `DPoP ${member.token}`, Origin: PAGE_ORIGIN, DPoP: proof };
    assert.equal((await world.ask("/v1/agents", { headers })).status, 200);
    assert.equal((await stranger.askAsMember(await signAssertion())).status, 200);
    assert.equal((await member.get(`/v1/calls?cursor=${encodeURIComponent(cursor)}`)).status, 200);
  });
});
