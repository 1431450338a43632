import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { checkBuiltIns } from "./check-built-ins.ts";

/** What the check says while a member of a prototype is replaced. */
function saidWith(owner: object, name: string, value: unknown): string {
  const own = Object.getOwnPropertyDescriptor(owner, name) ?? {};
  Object.defineProperty(owner, name, { ...own, value });
  try {
    checkBuiltIns();
    return "";
  } catch (error) {
    return String(error);
  } finally {
    Object.defineProperty(owner, name, own);
  }
}

describe("checkBuiltIns", () => {
  it("accepts the browser as it is", () => {
    checkBuiltIns();
  });

  const replaced: [owner: object, name: string, named: string][] = [
    [EventTarget.prototype, "addEventListener", "addEventListener"],
    [Element.prototype, "append", "append"],
    [Element.prototype, "closest", "closest"],
    [Set.prototype, "has", "Set"],
    [WeakMap.prototype, "get", "WeakMap"],
  ];
  for (const [owner, name, named] of replaced) {
    it(`names ${named} where ${name} does nothing`, () => {
      equal(
        saidWith(owner, name, () => undefined),
        `TypeError: ${named} does not work`,
      );
    });
  }
});
