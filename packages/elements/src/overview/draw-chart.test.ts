import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { drawBars, drawLine, niceMax, type Scale, type Value } from "./draw-chart.ts";

const scale: Scale = { fromMs: 0, toMs: 99, max: 10, isMirrored: false };
const values: Value[] = [
  { fromMs: 0, toMs: 49, value: 5 },
  { fromMs: 50, toMs: 99, value: 10 },
];

describe("drawing a chart", () => {
  it("gives each value a bar as wide as its time and as high as its share of the top", () => {
    equal(drawBars(values, scale), "M60 100V50H440V100ZM560 100V0H940V100Z");
  });

  it("leaves out bars of nothing, and draws none for a scale without height", () => {
    equal(
      drawBars(
        [
          { fromMs: 0, toMs: 9, value: 0 },
          { fromMs: 10, toMs: 19, value: null },
        ],
        scale,
      ),
      "",
    );
    equal(drawBars(values.slice(0, 1), { ...scale, max: 0 }), "M60 100V100H440V100Z");
  });

  it("runs from right to left where the text does", () => {
    equal(drawLine(values, { ...scale, isMirrored: true }).line, "M750 50L250 0");
  });

  it("breaks a line where a value is missing, and marks each value with a dot", () => {
    const [first, last] = values as [Value, Value];
    const missing: Value = { fromMs: 20, toMs: 29, value: null };
    equal(drawLine([first, missing, last], scale), { line: "M250 50M750 0", dots: "M250 50h0M750 0h0" });
    equal(drawLine(values, scale).line, "M250 50L750 0");
  });

  it("has a round number at the top", () => {
    equal([0, 1, 3, 7, 10, 11, 49, 0.3].map(niceMax), [1, 1, 5, 10, 10, 20, 50, 0.5]);
  });
});
