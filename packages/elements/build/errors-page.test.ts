import assert from "node:assert/strict";
import { test } from "node:test";
import { PROBLEM_CODES } from "@keyhole/contract";
import { TROUBLE_GUIDANCE } from "../guidance/troubles.ts";
import { errorsPage } from "./errors-page.ts";

const page = errorsPage("1.2.3");

test("every code and kind has its place on the page about errors", () => {
  for (const id of [...PROBLEM_CODES, ...Object.keys(TROUBLE_GUIDANCE)])
    assert(page.includes(`<section id="${id}">`), id);
});

test("the page runs nothing, loads nothing, and has no marks of Markdown left", () => {
  assert.doesNotMatch(page, /<script|<link|<img|<a|\s(?:on\w+|src|href)=/);
  assert.doesNotMatch(page.replace(/<style>.*<\/style>/, ""), /`|\]\(/);
  assert.match(page, /Of version 1\.2\.3/);
});
