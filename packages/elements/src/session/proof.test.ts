import { assert, equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { verifyProof } from "../../test/session/verify-proof.ts";
import { createProof, generatePageKey, thumbprint } from "./dpop.ts";

describe("createProof()", () => {
  it("computes the thumbprint of RFC 9449 section 6.1 for the key of section 4.1", async () => {
    const print = await thumbprint(crypto.subtle, {
      kty: "EC",
      crv: "P-256",
      x: "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
      y: "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
    });
    equal(print, "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
  });

  it("writes the same on a page that gives every object a toJSON", async () => {
    const key = await generatePageKey(crypto);
    const prototype = Object.prototype as { toJSON?: () => string };
    prototype.toJSON = () => "[object]";
    let proof: string;
    try {
      equal(await thumbprint(crypto.subtle, key.jwk), key.jkt);
      proof = await createProof(crypto, key, { htm: "GET", url: new URL("https://broker.example/"), iat: 1 });
    } finally {
      delete prototype.toJSON;
    }
    const [head = "", body = ""] = proof
      .split(".")
      .map((part) => atob(part.replaceAll("-", "+").replaceAll("_", "/")).slice(0, 20));
    equal([head.slice(0, 8), body.slice(0, 7)], ['{"typ":"', '{"jti":']);
  });

  it("holds the claims of RFC 9449 section 4.2 and no others", async () => {
    const key = await generatePageKey(crypto);
    const url = new URL("https://broker.example/v1/calls?cursor=1#top");
    const proof = await createProof(crypto, key, {
      htm: "GET",
      url,
      iat: 1_763_640_000,
      nonce: "n",
      token: "t",
    });
    const [head, body] = proof
      .split(".")
      .slice(0, 2)
      .map((part) => JSON.parse(atob(part.replaceAll("-", "+").replaceAll("_", "/"))));
    equal(head, { typ: "dpop+jwt", alg: "ES256", jwk: key.jwk });
    const { jti, ...claims } = body;
    assert(/^[\w-]{22}$/.test(jti), jti);
    equal(claims, {
      htm: "GET",
      htu: "https://broker.example/v1/calls",
      iat: 1_763_640_000,
      nonce: "n",
      // SHA-256 of "t".
      ath: "47mKTaMaEn1L3m5DAz9muidMqw636xxw7EFAK_YnPdg",
    });
  });

  it("verifies once, and only for its own key and claims", async () => {
    const key = await generatePageKey(crypto);
    const url = new URL("https://broker.example/v1/calls");
    const nowMs = 1_763_640_000_000;
    const proof = await createProof(crypto, key, { htm: "GET", url, iat: nowMs / 1000 });
    const expected = { method: "GET", url: url.href, nowMs, seen: new Set<string>() };
    equal(await verifyProof(proof, expected), { jkt: key.jkt, nonce: undefined });
    equal(await verifyProof(proof, expected), { wrong: "jti" });
    const fresh = () => ({ ...expected, seen: new Set<string>() });
    equal(await verifyProof(proof, { ...fresh(), method: "POST" }), { wrong: "htm" });
    equal(await verifyProof(proof, { ...fresh(), token: "t" }), { wrong: "ath" });
    equal(await verifyProof(proof, { ...fresh(), nowMs: nowMs + 61_000 }), { wrong: "time" });
    const other = await createProof(
      crypto,
      { ...key, jwk: (await generatePageKey(crypto)).jwk },
      {
        htm: "GET",
        url,
        iat: nowMs / 1000,
      },
    );
    equal(await verifyProof(other, fresh()), { wrong: "signature" });
  });
});
