import { assert, equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import { Turns } from "./turns.ts";

const said = (ordinal: number, more: object) => ({
  type: "transcript",
  role: "agent",
  medium: "voice",
  ordinal,
  ...more,
});

describe("Turns", () => {
  it("keeps the first delta, goes on from it, and is final by a message without words", () => {
    const turns = new Turns();
    turns.add(said(0, { delta: "Good ", final: false }));
    turns.add(said(0, { delta: "day.", final: false }));
    const all = turns.add(said(0, { final: true }));
    equal(all, [{ id: 0, speaker: "agent", medium: "voice", text: "Good day.", isFinal: true }]);
    assert(Object.isFrozen(all) && all?.every(Object.isFrozen));
  });

  it("replaces what was heard by the text that is sent for it", () => {
    const turns = new Turns();
    turns.add(said(1, { role: "user", medium: "text", delta: "Helo", final: false }));
    equal(turns.add(said(1, { role: "user", medium: "text", text: "Hello", final: true })), [
      { id: 1, speaker: "user", medium: "text", text: "Hello", isFinal: true },
    ]);
  });

  it("sorts turns by their ordinal, without holes", () => {
    const turns = new Turns();
    turns.add(said(3, { text: "later", final: true }));
    equal(
      turns.add(said(1, { text: "earlier", final: true }))?.map(({ id }) => id),
      [1, 3],
    );
  });

  it("changes nothing for what says nothing new, or is none", () => {
    const turns = new Turns();
    turns.add(said(0, { text: "Good day.", final: true }));
    for (const message of [
      said(0, { text: "Good day.", final: true }),
      said(1, { final: true }),
      said(-1, { text: "x" }),
      said(0.5, { text: "x" }),
      said(1, { text: 7 }),
      { type: "transcript", text: "x" },
    ])
      equal(turns.add(message), null, JSON.stringify(message));
  });
});
