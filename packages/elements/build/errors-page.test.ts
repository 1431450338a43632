import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PROBLEM_CODES } from "@keyhole/contract";
import { TROUBLE_GUIDANCE } from "../guidance/troubles.ts";
import { currentErrorsPage, errorsPage } from "./errors-page.ts";

const page = errorsPage("1.2.3");

describe("errorsPage", () => {
  it("has a section for every code and kind", () => {
    for (const id of [...PROBLEM_CODES, ...Object.keys(TROUBLE_GUIDANCE)])
      assert(page.includes(`<section id="${id}">`), id);
  });

  it("links to the Worker's own address, from a release and from the current page", () => {
    const linksOf = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
    const resolve = (href = "", from: string) =>
      new URL(href, `https://broker.example/voice/keyhole/${from}`).href;
    for (const [html, from] of [
      [page, "1.2.3/errors.html"],
      [currentErrorsPage(page), "errors.html"],
    ] as const)
      assert.deepEqual(
        linksOf(html).map((href) => resolve(href, from)),
        ["https://broker.example/voice/"],
      );
  });

  it("runs nothing, loads nothing and holds no Markdown", () => {
    assert.doesNotMatch(page, /<script|<link|<img|\s(?:on\w+|src)=/);
    assert.doesNotMatch(page.replace(/<style>.*<\/style>/, ""), /`|\]\(/);
    assert.match(page, /For version 1\.2\.3/);
  });
});
