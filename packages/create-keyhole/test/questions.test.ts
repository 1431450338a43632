import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askSharedSecret } from "../src/setup/ask-secret.ts";
import { askSite } from "../src/setup/ask-site.ts";
import { readSetupOptions, USAGE } from "../src/setup/options.ts";
import { snippet } from "../src/setup/setup.ts";
import type { SetupContext } from "../src/setup/setup-context.ts";
import type { Choice, Question, Terminal } from "../src/terminal/terminal.ts";

type Viewers = "host" | "provider" | "access" | "oidc" | "public";

/** Answers every question, and notes how each could be answered without a person. */
function answeringTerminal(viewers: Viewers, asked: string[]): Terminal {
  const note = ({ answeredBy }: { answeredBy: string }) => asked.push(answeredBy);
  const choose = async <Value>(question: Question<Value>, choices: readonly Choice<Value>[]) => {
    note(question);
    const { value } =
      choices.find(({ value }) => value === viewers) ?? choices[0] ?? assert.fail("no choice");
    return value;
  };
  const text = async (question: Question) => {
    note(question);
    return question.initial ?? "https://shop.test";
  };
  return {
    isInteractive: true,
    text,
    password: async (question) => `${await text(question)}-of-more-than-32-bytes-1234`,
    choose,
    chooseSome: async (question, choices) => {
      note(question);
      return choices.slice(0, 1).map(({ value }) => value);
    },
    async confirm(question) {
      note(question);
      return false;
    },
    tell() {},
    warn() {},
    show() {},
    while: (_doing, _done, work) => work(),
  };
}

describe("a question of the set-up", () => {
  for (const viewers of ["host", "provider", "access", "oidc", "public"] as const) {
    it(`names an option or a variable that answers it, for viewers "${viewers}"`, async () => {
      const asked: string[] = [];
      const context: SetupContext = {
        ...{ cwd: "/nowhere", folder: "/nowhere/voice", edge: "", env: {}, secrets: new Map() },
        terminal: answeringTerminal(viewers, asked),
        run: () => assert.fail("nothing is to be run"),
        fetch: async () => Response.json({ results: [] }),
        sleep: async () => {},
        now: Date.now,
        versions: { keyhole: "0.1.0", wrangler: "4.0.0" },
        options: readSetupOptions([], "voice"),
      };
      await askSite(context, { plan: null, agents: [] });
      await askSharedSecret(context, "SHOP_ASSERTION_SECRET");
      assert.ok(asked.length >= 6, asked.join("\n"));
      for (const answeredBy of asked) {
        const [option] = /--[a-z-]+/.exec(answeredBy) ?? [];
        if (option === undefined) assert.match(answeredBy, /environment variable [A-Z_]+$/);
        else assert.ok(USAGE.includes(option), option);
      }
    });
  }
});

describe("the lines at the end", () => {
  const site = { id: "shop", origins: ["https://shop.test"], hasAssertion: false };

  it("say what Cloudflare Access has to protect, and which address a provider has to know", () => {
    const lines = snippet("https://voice.test", [
      { ...site, signIn: "access" },
      { ...site, id: "desk", signIn: "oidc" },
    ]);
    assert.match(lines, /<keyhole-calls site="shop"><\/keyhole-calls>\n<keyhole-calls site="desk">/);
    assert.match(lines, /Protect https:\/\/voice\.test\/v1\/sign-in with your Access application/);
    assert.match(lines, /redirect URI https:\/\/voice\.test\/v1\/sign-in\/callback at your provider/);
  });

  it("say nothing of a server where no site needs one", () => {
    assert.doesNotMatch(
      snippet("https://voice.test", [{ ...site, signIn: null }]),
      /server|Protect|Register/,
    );
  });
});
