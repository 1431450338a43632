import { equal } from "../../test/assert.ts";
import { problem } from "../../test/fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../../test/mocha.ts";
import { helpLink } from "./notices.ts";
import type { Trouble } from "./trouble.ts";
import { warn } from "./warn.ts";

const context = { site: "acme", broker: "https://broker.example", origin: "null", locale: "en" };
const tell = (trouble: Trouble, site = "acme", notice = "") =>
  warn("keyhole-calls", trouble, { ...context, site }, { title: "", text: notice }, helpLink);

describe("warn", () => {
  const { warn: log } = console;
  let lines: string[] = [];
  beforeEach(() => {
    lines = [];
    console.warn = (...words: unknown[]) => void lines.push(words.join(" "));
  });
  afterEach(() => {
    console.warn = log;
  });

  it("writes code, detail, request id and link", () => {
    tell(problem("grant_refused", { detail: "The claim tenant is missing.", requestId: "req-7" }));
    equal(lines, [
      "keyhole-calls: grant_refused: The claim tenant is missing. (request req-7) https://broker.example/keyhole/errors.html#grant_refused",
    ]);
  });

  it("writes the notice of what has no code", () => {
    tell({ kind: "network" }, "acme", "The broker does not answer.");
    equal(lines, [
      "keyhole-calls: network: The broker does not answer. https://broker.example/keyhole/errors.html#network",
    ]);
  });

  it("writes each trouble once, however often it comes back", () => {
    for (const requestId of ["1", "2", "3"]) tell(problem("site_unknown", { requestId }));
    equal(lines.length, 1);
    tell(problem("site_unknown"), "other");
    tell(problem("site_unknown", { detail: "Another." }));
    equal(lines.length, 3);
  });

  it("is quiet about who is not signed in", () => {
    tell({ kind: "not-signed-in" });
    tell({ kind: "signed-out" });
    equal(lines, []);
  });
});
