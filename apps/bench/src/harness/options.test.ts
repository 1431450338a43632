import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseOptions } from "./options.ts";

const KNOWN = ["page", "list", "edge"];

describe("parseOptions", () => {
  it("takes all groups where none is named", () => {
    assert.deepEqual(parseOptions([], KNOWN), {
      groups: KNOWN,
      quick: false,
      jsonFile: null,
      htmlFile: null,
      help: false,
    });
  });

  it("keeps the order of the groups, whatever the order of their names", () => {
    assert.deepEqual(parseOptions(["edge", "page", "--quick", "--json", "a.json"], KNOWN), {
      groups: ["page", "edge"],
      quick: true,
      jsonFile: "a.json",
      htmlFile: null,
      help: false,
    });
  });

  it("names the groups that exist where one does not", () => {
    assert.throws(() => parseOptions(["lists"], KNOWN), /no group "lists".*page, list, edge/);
  });
});
