import { equal } from "../../test/assert.ts";
import { afterEach, beforeEach, describe, it } from "../../test/mocha.ts";
import { LazyModule } from "./lazy-module.ts";

const host = { requestUpdate() {}, failed() {} };
const script = (code: string) => URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
const load = (url: string) => (): Promise<{ value: number }> => import(url);

describe("LazyModule", () => {
  const { error } = console;
  let logged: unknown[] = [];
  beforeEach(() => {
    logged = [];
    console.error = (value: unknown) => logged.push(value);
  });
  afterEach(() => {
    console.error = error;
  });

  it("holds the module once it is loaded", async () => {
    const module = new LazyModule(host, load(script("export const value = 1")));
    await module.load();
    equal([module.loaded?.value, module.failure], [1, null]);
  });

  it("reports a file that cannot be fetched as a missing part, without logging it", async () => {
    const module = new LazyModule(host, load("/no/such/file.js"));
    await module.load();
    equal([module.failure, logged.length], [{ kind: "part" }, 0]);
  });

  for (const [what, code, name] of [
    ["does not parse", "export const value = ;", "SyntaxError"],
    ["throws", "null.value", "TypeError"],
  ] as const) {
    it(`logs the error of a file that ${what}, and does not call it a network failure`, async () => {
      const failures: unknown[] = [];
      const module = new LazyModule(
        { ...host, failed: (failure) => failures.push(failure) },
        load(script(code)),
        true,
      );
      await module.load();
      equal([module.failure, failures], [{ kind: "script" }, [{ kind: "script" }]]);
      equal(
        logged.map((value) => (value as Error).name),
        [name],
      );
    });
  }

  it("loads after a failure when asked again", async () => {
    let fails = true;
    const module = new LazyModule(host, async () => {
      if (fails) throw new TypeError("Failed to fetch dynamically imported module");
      return 1;
    });
    await module.load();
    fails = false;
    await module.load();
    equal([module.loaded, module.failure], [1, null]);
  });
});
