import { equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import type { RowProps } from "./render-row.ts";
import { ShownRows } from "./shown-rows.ts";

const call = { id: "1" } as RowProps["call"];
const formats = {} as RowProps["formats"];
const text = (() => "") as RowProps["text"];
const view: RowProps = {
  ...{ call, index: 0, current: false, tabbable: true, pinned: false },
  ...{ text, texts: null, language: "en", formats, nowMs: Date.UTC(2026, 11, 31, 23, 50) },
};

describe("ShownRows", () => {
  it("keeps a row that shows the same", () => {
    const [rows, row] = [new ShownRows(), document.createElement("div")];
    equal([rows.keeps(row, view), rows.keeps(row, { ...view, nowMs: view.nowMs + 60_000 })], [false, true]);
    equal(rows.keeps(document.createElement("div"), view), false);
  });

  it("gives a row another number without rendering it", () => {
    const [rows, row] = [new ShownRows(), document.createElement("div")];
    rows.keeps(row, view);
    equal([rows.keeps(row, { ...view, index: 50 }), row.ariaRowIndex], [true, "51"]);
  });

  const changes: Partial<RowProps>[] = [
    { call: { ...call } },
    { current: true },
    { tabbable: false },
    { pinned: true },
    { texts: { ended: "Over" } },
    { language: "de" },
    { formats: { ...formats } },
    { nowMs: Date.UTC(2027, 0, 1) },
  ];
  for (const change of changes) {
    it(`renders a row again whose ${Object.keys(change)} changed, and once`, () => {
      const [rows, row] = [new ShownRows(), document.createElement("div")];
      rows.keeps(row, view);
      equal(
        [rows.keeps(row, { ...view, ...change }), rows.keeps(row, { ...view, ...change })],
        [false, true],
      );
    });
  }
});
