import { equal, rejects } from "../assert.ts";
import { describe, it } from "../mocha.ts";
import { watchPageErrors } from "./page-errors.ts";

/** In a frame of its own, since the test runner fails a test page that has an error. */
async function planted(plant: (page: Window & typeof globalThis) => unknown): Promise<readonly string[]> {
  const frame = document.body.appendChild(document.createElement("iframe"));
  const page = frame.contentWindow as Window & typeof globalThis;
  page.console.error = () => {};
  const errors = watchPageErrors(page);
  plant(page);
  await rejects(errors.end(), /errors/);
  frame.remove();
  return errors.seen;
}

describe("watchPageErrors()", () => {
  it("records uncaught errors", async () => {
    const seen = await planted((page) => page.setTimeout("throw new Error('planted')", 0));
    equal(seen, ["error: Uncaught Error: planted"]);
  });

  it("records unhandled rejections", async () => {
    const seen = await planted((page) => page.setTimeout("Promise.reject(new Error('planted'))", 0));
    equal(seen, ["rejection: Error: planted"]);
  });

  it("records console errors", async () => {
    equal(await planted(({ console }) => console.error("planted", 1)), ["console: planted 1"]);
  });
});
