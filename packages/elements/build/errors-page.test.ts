import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PROBLEM_CODES } from "@keyhole/contract";
import { TROUBLE_GUIDANCE } from "../guidance/troubles.ts";
import { errorsPage } from "./errors-page.ts";

const page = errorsPage("1.2.3");

describe("errorsPage", () => {
  it("has a section for every code and kind", () => {
    for (const id of [...PROBLEM_CODES, ...Object.keys(TROUBLE_GUIDANCE)])
      assert(page.includes(`<section id="${id}">`), id);
  });

  it("runs nothing, loads nothing and holds no Markdown", () => {
    assert.doesNotMatch(page, /<script|<link|<img|<a|\s(?:on\w+|src|href)=/);
    assert.doesNotMatch(page.replace(/<style>.*<\/style>/, ""), /`|\]\(/);
    assert.match(page, /For version 1\.2\.3/);
  });
});
