import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { createBroker, createMemoryState, defineConfig } from "../../src/index.ts";
import {
  ADMIN_SECRET,
  ASSERTION_SECRET,
  KEYHOLE_SECRET,
  PAGE_ORIGIN,
  PUBLIC_URL,
  UPSTREAM_KEY,
} from "../support/identities.ts";

const SITE = "a-site-with-a-name";

function openBroker({
  secret = ADMIN_SECRET,
  publicUrl = PUBLIC_URL,
}: {
  secret?: string;
  publicUrl?: string;
} = {}) {
  const define = defineConfig(() => ({
    publicUrls: [publicUrl],
    sites: {
      [SITE]: {
        origins: [PAGE_ORIGIN],
        agents: "all",
        source: "ultravox",
        visitors: { rows: "public", scopes: ["calls:read"] },
      },
    },
  }));
  const env = { KEYHOLE_SECRET, KEYHOLE_ADMIN_SECRET: secret, ULTRAVOX_API_KEY: UPSTREAM_KEY };
  return createBroker(define, { env, state: createMemoryState(), log: () => {} });
}

/** Everything that an answer says, without what is new in each. */
async function toldBy(answer: Response) {
  const { requestId: _, ...body } = (await answer.json()) as Record<string, unknown>;
  return {
    status: answer.status,
    headers: [...answer.headers].filter(([name]) => name !== "x-request-id"),
    body,
  };
}

describe("GET /admin", () => {
  it("is an address like any at which there is nothing, by every method, where no admin secret is set", async () => {
    const broker = openBroker({ secret: "" });
    for (const method of ["GET", "HEAD", "POST", "OPTIONS", "DELETE"]) {
      const [own, unknown] = await Promise.all(
        ["/admin", "/nowhere"].map((path) => broker.request(`${PUBLIC_URL}${path}`, { method })),
      );
      if (method === "HEAD") assert.equal(own?.status, 404);
      else assert.deepEqual(await toldBy(own as Response), await toldBy(unknown as Response), method);
    }
  });

  it("runs its own script alone, asks its own origin alone, and stands in no frame", async () => {
    const answer = await openBroker().request(`${PUBLIC_URL}/admin`);
    assert.equal(answer.status, 200);
    const page = await answer.text();
    const style = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    assert.deepEqual(answer.headers.get("Content-Security-Policy")?.split("; "), [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'sha256-${hash}'`,
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types keyhole",
    ]);
    assert.equal(answer.headers.get("X-Frame-Options"), "DENY");
    assert.deepEqual(
      [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link),
      ["keyhole/admin.js"],
    );
    assert(!/\s(?:on\w+|style)=/.test(page));
  });

  it("is kept by no cache, read by no page of another origin, and indexed by nobody", async () => {
    const headers = { Origin: PAGE_ORIGIN };
    const answer = await openBroker().request(`${PUBLIC_URL}/admin`, { headers });
    assert.equal(answer.headers.get("Cache-Control"), "private, no-store");
    assert.equal(answer.headers.get("Access-Control-Allow-Origin"), null);
    assert.equal(answer.headers.get("Cross-Origin-Resource-Policy"), "same-origin");
    assert.equal(answer.headers.get("X-Content-Type-Options"), "nosniff");
    assert.equal(answer.headers.get("X-Robots-Tag"), "noindex");
  });

  it("says nothing of a site or a secret, with and without the secret", async () => {
    for (const secret of [ADMIN_SECRET, "another-secret-of-the-same-length-012345"]) {
      const headers = { Authorization: `Bearer ${secret}` };
      const page = await (await openBroker().request(`${PUBLIC_URL}/admin`, { headers })).text();
      for (const word of [SITE, PAGE_ORIGIN, ADMIN_SECRET, KEYHOLE_SECRET, ASSERTION_SECRET, UPSTREAM_KEY])
        assert(!page.includes(word), word);
    }
  });

  it("is below the path of a broker, where its links stay below it", async () => {
    const broker = openBroker({ publicUrl: "https://acme.example/voice" });
    const address = "https://acme.example/voice/admin";
    const page = await (await broker.request(address)).text();
    const script = new URL(/src="([^"]*)"/.exec(page)?.[1] ?? "", address);
    assert.equal(script.href, "https://acme.example/voice/keyhole/admin.js");
  });

  it("is in the language that the browser asks for, from right to left in Arabic", async () => {
    const read = async (language: string) =>
      (
        await openBroker().request(`${PUBLIC_URL}/admin`, { headers: { "Accept-Language": language } })
      ).text();
    assert.match(await read("de-AT,de;q=0.9,en;q=0.8"), /<html lang="de" dir="ltr">/);
    assert.match(await read("ar"), /<html lang="ar" dir="rtl">/);
    assert.match(await read("fr"), /<html lang="en" dir="ltr">/);
  });

  it("answers HEAD, and refuses other methods by name", async () => {
    const head = await openBroker().request(`${PUBLIC_URL}/admin`, { method: "HEAD" });
    assert.deepEqual([head.status, await head.text()], [200, ""]);
    const post = await openBroker().request(`${PUBLIC_URL}/admin`, { method: "POST" });
    assert.deepEqual([post.status, post.headers.get("Allow")], [405, "GET, HEAD"]);
  });
});
