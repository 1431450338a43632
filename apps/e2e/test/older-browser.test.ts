/** List and call work in the oldest browsers: everything that the elements use and those lack is taken away. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EXCEPTIONS } from "@keyhole/elements/browsers";
import { openFirstCall, rows } from "./support/calls.ts";
import { type GuestWorld, openGuestWorld } from "./support/guest-world.ts";

let world: GuestWorld;
before(async () => {
  world = await openGuestWorld({});
});
after(() => world?.close());

const STYLES = "css.properties.";
const styles = EXCEPTIONS.flatMap(({ features }) =>
  features.filter((feature) => feature.startsWith(STYLES)),
).map((feature) => feature.slice(STYLES.length));
const TAKEN_AWAY = `<script>
  ${EXCEPTIONS.map(({ without = "" }) => without).join(";\n")};
  const { replaceSync } = CSSStyleSheet.prototype;
  CSSStyleSheet.prototype.replaceSync = function (css) {
    const older = css.replace(/(?<=[{;]\\s*)(?:${styles.join("|")})\\s*:[^;}]*/g, "");
    document.title = older === css ? document.title : "older";
    replaceSync.call(this, older);
  };
</script>`;

test("every exception is a style property or says how to take it away", () => {
  for (const { features, without } of EXCEPTIONS) {
    assert.ok(without ?? features[0].startsWith(STYLES), features[0]);
  }
});

test("list, call and export work without what the oldest browsers lack", async () => {
  const page = await world.open("/list", {
    "/list": `${TAKEN_AWAY}<!--keyhole--><keyhole-calls site="rows"></keyhole-calls>`,
  });
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await rows(page).first().waitFor();
  const left = await page.evaluate(() => [
    "navigation" in window,
    "trustedTypes" in window,
    "currentCSSZoom" in Element.prototype,
    document.title,
  ]);
  assert.deepEqual(left, [false, false, false, "older"]);
  const list = page.locator("keyhole-calls");
  await openFirstCall(page);
  await page.keyboard.press("Escape");
  await list.getByText("Call ID").waitFor({ state: "detached" });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await list.getByText("Call ID").waitFor({ state: "attached" });
  await list.getByRole("button", { name: "Export" }).click();
  await list.getByRole("button", { name: /^CSV/ }).waitFor();
  assert.deepEqual(errors, []);
  await page.context().close();
});
