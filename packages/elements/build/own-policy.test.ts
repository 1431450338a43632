import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { createContext, runInContext } from "node:vm";
import { build, type Rolldown } from "vite";
import { ownPolicy } from "./own-policy.ts";

/** Lit's templates with our policy, as a classic script. */
async function litScript(): Promise<string> {
  const lit = createRequire(import.meta.resolve("lit")).resolve("lit-html");
  const entry = lit.replace("/node/", "/");
  const built = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [ownPolicy],
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "lit" } },
  });
  const [{ output }] = [built].flat() as [Rolldown.RolldownOutput];
  return output[0].code;
}

/** A page with Trusted Types, and the names of the policies that were made on it. */
function pageWith(createPolicy: (name: string) => object) {
  const made: string[] = [];
  const trustedTypes = {
    createPolicy: (name: string) => {
      made.push(name);
      return createPolicy(name);
    },
  };
  const document = { createTreeWalker: () => ({}), createComment: () => ({}) };
  return { made, page: createContext({ trustedTypes, document }) };
}

describe("ownPolicy", () => {
  it("makes one policy of our name for all copies on a page", async () => {
    const script = await litScript();
    const { made, page } = pageWith((name) => ({ name }));
    runInContext(`${script}; this.first = lit`, page);
    runInContext(`${script}; this.second = lit`, page);
    assert.deepEqual(made, ["keyhole"]);
  });

  it("goes on where the page refuses it", async () => {
    const script = await litScript();
    const { made, page } = pageWith(() => {
      throw new TypeError("refused");
    });
    runInContext(`${script}; this.first = lit`, page);
    assert.deepEqual(made, ["keyhole"]);
  });
});
