import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { siteBroker, testBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const SITE = { origins: ["https://acme.example", "https://*.acme.pages.dev"] };
const STRANGERS = [
  "https://evil.example",
  "https://acme.example.evil.example",
  "https://evilacme.example",
  "https://a.b.acme.pages.dev",
  "http://acme.example",
  "null",
  "",
];

describe("the token endpoint", () => {
  it.each(["https://acme.example", "https://preview.acme.pages.dev"])("answers %s", async (Origin) => {
    const page = await TestPage.open(siteBroker(SITE));
    expect((await page.askAsVisitor({ headers: { Origin } })).status).toBe(200);
  });

  it.each(STRANGERS)("refuses the origin %j", async (Origin) => {
    const page = await TestPage.open(siteBroker(SITE));
    const problem = await expectProblem(
      await page.askAsVisitor({ headers: { Origin } }),
      "origin_not_allowed",
      {
        place: "token endpoint",
      },
    );
    expect(problem.detail).toContain(`The origin ${Origin} `);
    expectNoOriginOf(problem.detail);
  });

  it("refuses a request without an origin", async () => {
    const page = await TestPage.open(siteBroker(SITE));
    const answer = await page.askAsVisitor({ headers: { Origin: null } });
    await expectProblem(answer, "origin_not_allowed", { place: "token endpoint" });
  });

  it("refuses the origin of another site of the same broker", async () => {
    const page = await TestPage.open(siteBroker({ origins: ["https://only-acme.example"] }));
    const answer = await page.askAsVisitor({ headers: { Origin: "https://only-acme.example" } }, "open");
    await expectProblem(answer, "origin_not_allowed", { place: "token endpoint" });
  });

  it("quotes a long or odd origin shortened and in ASCII", async () => {
    const page = await TestPage.open(testBroker());
    const odd = `https://${"a".repeat(500)}.example`;
    const problem = await expectProblem(
      await page.askAsVisitor({ headers: { Origin: `https://\u00e4<script> ${odd}` } }),
      "origin_not_allowed",
      { place: "token endpoint" },
    );
    expect(problem.detail.length).toBeLessThan(400);
    expect(problem.detail).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe("every other call", () => {
  const open = () => siteBroker(SITE, { fetch: new FakeUpstream([]).fetch });

  it("accepts the origin of the token", async () => {
    expect((await (await TestPage.visit(open())).get("/v1/calls")).status).toBe(200);
  });

  it("accepts a request without an origin: origin rules bind browsers", async () => {
    const page = await TestPage.visit(open());
    expect((await page.get("/v1/calls", { headers: { Origin: null } })).status).toBe(200);
  });

  it.each([...STRANGERS, "https://preview.acme.pages.dev"])(
    "refuses %j, which is not the token's",
    async (Origin) => {
      const page = await TestPage.visit(open());
      const problem = await expectProblem(
        await page.get("/v1/calls", { headers: { Origin } }),
        "origin_not_allowed",
      );
      expect(problem.detail).toContain(`The origin ${Origin} `);
      expectNoOriginOf(problem.detail);
    },
  );

  it("refuses an origin that the site has removed", async () => {
    const page = await TestPage.visit(open());
    const later = siteBroker({ origins: ["https://new.acme.example"] });
    const mover = await TestPage.open(later, page.keys);
    mover.useToken(page.token);
    await expectProblem(await mover.get("/v1/calls"), "origin_not_allowed");
  });
});

/** A refusal names the origin refused, and not those that are allowed. */
function expectNoOriginOf(detail: string): void {
  for (const word of detail.split(" ")) expect(SITE.origins).not.toContain(word);
}
