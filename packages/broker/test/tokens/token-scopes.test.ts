import { describe, expect, it } from "vitest";
import { expectProblem } from "../support/expect-problem.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { grantingBroker, siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const PLACE = { place: "token endpoint" } as const;
const GRANTED = ["calls:read", "transcripts:read", "evaluations:read"];

/** Asks for scopes as a member who is granted `granted`. */
async function ask(scope: string | undefined, granted: readonly string[] = GRANTED): Promise<Response> {
  const broker = grantingBroker(() => ({ scopes: granted, rows: "all" }));
  const page = await TestPage.open(broker);
  return page.askForToken({
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    client_id: "acme",
    subject_token: await signAssertion(),
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    ...(scope === undefined ? {} : { scope }),
  });
}

describe("scope", () => {
  it.each([
    ["left out gives all that is granted", undefined, GRANTED.join(" ")],
    ["empty is as if it were left out", "", GRANTED.join(" ")],
    ["of one gives one", "transcripts:read", "transcripts:read"],
    ["of two gives two, in the grant's order", "evaluations:read calls:read", "calls:read evaluations:read"],
    ["given twice gives one", "calls:read calls:read", "calls:read"],
    ["with spaces around", "  calls:read   transcripts:read ", "calls:read transcripts:read"],
    ["that is not granted is left out", "calls:read calls:start pii:read", "calls:read"],
  ])("%s", async (_, scope, given) => {
    expect(await (await ask(scope)).json()).toMatchObject({ scope: given });
  });

  it.each([
    "calls",
    "calls:read calls:delete",
    "CALLS:READ",
    "calls:read,transcripts:read",
    "calls:read\ttranscripts:read",
    "*",
    "constructor",
    "openid calls:read",
  ])("%j has one that does not exist", async (scope) => {
    const problem = await expectProblem(await ask(scope), "scope_refused", PLACE);
    expect(problem.detail).toContain("does not exist");
  });

  it.each([
    ["none of those asked for is granted", "calls:start recordings:read", GRANTED],
    ["nothing but spaces is asked for", "   ", GRANTED],
    ["nothing is granted", undefined, []],
  ])("leaves nothing where %s", async (_, scope, granted) => {
    await expectProblem(await ask(scope, granted), "scope_refused", PLACE);
  });

  it("appears once in the token when a grant names it twice", async () => {
    const answer = await ask(undefined, ["calls:read", "calls:read"]);
    expect(await answer.json()).toMatchObject({ scope: "calls:read" });
  });

  it("of a visitor never exceeds the site's", async () => {
    const broker = siteBroker({ visitors: { rows: "own", scopes: ["calls:read", "transcripts:read"] } });
    const page = await TestPage.open(broker);
    const fields = { grant_type: "client_credentials", client_id: "acme" };
    const some = await page.askForToken({ ...fields, scope: "transcripts:read pii:read" });
    expect(await some.json()).toMatchObject({ scope: "transcripts:read" });
    await expectProblem(await page.askForToken({ ...fields, scope: "pii:read" }), "scope_refused", PLACE);
  });
});
