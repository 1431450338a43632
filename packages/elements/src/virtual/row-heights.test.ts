import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { RowHeights } from "./row-heights.ts";

function heights(count: number): RowHeights {
  const rows = new RowHeights();
  rows.setItems(Array.from({ length: count }, (_, n) => ({ id: `${n}` })));
  return rows;
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe("RowHeights", () => {
  it("estimates unmeasured rows by the mean of the first measured ones", () => {
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

  it("finds the row at any offset", () => {
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

  it("keeps heights when rows are added above", () => {
    const rows = heights(3);
    rows.measure(0, [10, 20, 30]);
    rows.setItems([{ id: "new" }, { id: "0" }, { id: "1" }]);
    equal([rows.topOf(1), rows.topOf(2), rows.topOf(3), rows.totalPx], [20, 30, 50, 50]);
  });

  it("keeps heights when a row in between is removed", () => {
    const items = ["a", "b", "c", "d"].map((id) => ({ id }));
    const rows = new RowHeights();
    rows.setItems(items);
    rows.measure(0, [10, 90, 30, 40]);
    rows.setItems(items.filter(({ id }) => id !== "b"));
    equal([rows.topOf(1), rows.topOf(2), rows.totalPx], [10, 40, 80]);
  });

  it("accepts rows that were added to the same array", () => {
    const items = [{ id: "0" }, { id: "1" }];
    const rows = new RowHeights();
    rows.setItems(items);
    rows.measure(0, [10, 30]);
    items.push({ id: "2" }, { id: "3" });
    rows.setItems(items);
    equal([rows.topOf(2), rows.topOf(4), rows.totalPx, rows.indexAt(59)], [40, 80, 80, 2]);
    rows.measure(2, [50]);
    equal([rows.topOf(3), rows.totalPx, rows.indexAt(89)], [90, 110, 2]);
  });

  it("keeps heights when a row is inserted near the top", () => {
    const [first, second, third] = [{ id: "0" }, { id: "1" }, { id: "2" }];
    const rows = new RowHeights();
    rows.setItems([first, second, third]);
    rows.measure(0, [10, 30, 80]);
    rows.setItems([first, { id: "new" }, second, third]);
    equal([rows.topOf(1), rows.topOf(2), rows.topOf(3), rows.topOf(4)], [10, 50, 80, 160]);
  });

  it("forgets heights when all rows are removed", () => {
    const rows = heights(100);
    rows.measure(0, [10, 20]);
    rows.setItems([]);
    equal([rows.totalPx, rows.indexAt(50)], [0, 0]);
    rows.setItems([{ id: "0" }, { id: "x" }]);
    rows.measure(1, [44]);
    equal([rows.topOf(1), rows.totalPx], [44, 88]);
  });

  it("agrees with a plain sum through random changes", () => {
    const random = seeded(7);
    const rows = new RowHeights();
    const known = new Map<string, number>();
    let serial = 0;
    const fresh = (count: number) => Array.from({ length: count }, () => ({ id: `${serial++}` }));
    let items = fresh(60);
    rows.setItems(items);
    const firstPx = items.map(() => 30);
    rows.measure(0, firstPx);
    for (let step = 0; step < 300; step += 1) {
      const at = Math.floor(random() * items.length);
      if (step % 3 === 0) {
        // A refreshed page adds some rows, removes one, and holds copies of the others.
        const [, ...page] = items.slice(0, 20).map(({ id }) => ({ id }));
        items = [...fresh(step % 4), ...page, ...items.slice(20)];
      } else if (step % 3 === 1) {
        items.push(...fresh(Math.floor(random() * 5)));
      }
      rows.setItems(items);
      const heightsPx = items.slice(at, at + 8).map(() => Math.floor(random() * 90));
      rows.measure(at, heightsPx);
      heightsPx.forEach((px, place) => {
        known.set(items[at + place]?.id ?? "", px);
      });
      const look = Math.floor(random() * items.length);
      const wantPx = items.slice(0, look).reduce((sum, { id }) => sum + (known.get(id) ?? 30), 0);
      equal(rows.topOf(look), wantPx, `top of row ${look} at step ${step}`);
    }
  });

  it("has no height without rows", () => {
    const rows = heights(0);
    rows.measure(0, []);
    equal([rows.topOf(0), rows.topOf(5), rows.indexAt(10)], [0, 0, 0]);
  });
});
