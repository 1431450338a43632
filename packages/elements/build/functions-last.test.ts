import assert from "node:assert/strict";
import { it } from "node:test";
import { functionsLast } from "./functions-last.ts";

const run = (script: string) => import(`data:text/javascript,${encodeURIComponent(script)}`);

it("functionsLast moves functions behind the statements that call them", async () => {
  const script = "const one = double(1); function double(n) { return 2 * n; } export { one };";
  const moved = functionsLast(script);
  assert.ok(moved.indexOf("function double") > moved.indexOf("export"), moved);
  assert.equal((await run(moved)).one, 2);
});

it("functionsLast moves the functions inside a lazy file", async () => {
  const script =
    "export default ({ 0: n }) => { function double() { return 2 * n; } var one = double(); return { one }; };";
  const moved = functionsLast(script);
  assert.ok(moved.indexOf("function double") > moved.indexOf("var one"), moved);
  assert.deepEqual((await run(moved)).default([1]), { one: 2 });
});
