import { equal } from "../session/testing/assert.ts";
import { describe, it } from "../testing/mocha.ts";
import { RowHeights } from "./row-heights.ts";

function heights(count: number): RowHeights {
  const rows = new RowHeights();
  rows.setItems(Array.from({ length: count }, (_, n) => ({ id: `${n}` })));
  return rows;
}

describe("RowHeights", () => {
  it("takes the mean of the first rows measured for those that were not", () => {
    const rows = heights(10);
    rows.measure(0, [40, 60]);
    equal([rows.topOf(1), rows.topOf(2), rows.topOf(10)], [40, 100, 500]);
    rows.measure(2, [90]);
    equal([rows.topOf(2), rows.topOf(3), rows.topOf(10)], [100, 190, 540]);
    equal(rows.totalPx, 540);
    rows.measure(1, [10]);
    equal([rows.topOf(10), rows.totalPx], [490, 490]);
    rows.forget();
    equal([rows.topOf(10), rows.totalPx], [500, 500]);
  });

  it("finds the row at every place", () => {
    const rows = heights(1_000);
    rows.measure(
      0,
      Array.from({ length: 1_000 }, (_, n) => 20 + (n % 7)),
    );
    for (let row = 0; row < 1_000; row += 1) {
      equal([rows.indexAt(rows.topOf(row)), rows.indexAt(rows.topOf(row + 1) - 1)], [row, row]);
    }
    equal([rows.indexAt(-50), rows.indexAt(1e9)], [0, 999]);
  });

  it("knows a row by its id when others come before it", () => {
    const rows = heights(3);
    rows.measure(0, [10, 20, 30]);
    rows.setItems([{ id: "new" }, { id: "0" }, { id: "1" }]);
    equal([rows.topOf(1), rows.topOf(2), rows.topOf(3), rows.totalPx], [20, 30, 50, 50]);
  });

  it("is empty without rows", () => {
    const rows = heights(0);
    rows.measure(0, []);
    equal([rows.topOf(0), rows.topOf(5), rows.indexAt(10)], [0, 0, 0]);
  });
});
