import { assert, equal } from "../../test/assert.ts";
import { axeViolations } from "../../test/axe.ts";
import { recordedSession } from "../../test/call-page.ts";
import { type FakeSession, problem, type Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { findAll, frame, mountCall, type TestCall, unmountAll, until } from "../../test/mount.ts";
import { toolUse, turn, turns } from "../../test/turns.ts";

const unavailable: Reply = { failure: problem("upstream_unavailable") };

/** Transcript and recording, in a box of this width. */
async function show(widthPx = 900, prepare?: (session: FakeSession) => void): Promise<TestCall> {
  const session = recordedSession(
    [...toolUse(900, 0), ...turns(58, 1_000), turn({ id: "1:0", stage: 1 })],
    60_000,
  );
  prepare?.(session);
  const element = mountCall(session, { widthPx });
  const isThere = () => findAll(element, ".controls").length === 1 && findAll(element, ".turn").length > 0;
  await until(isThere, "the call is there");
  await frame();
  return element;
}

describe("<keyhole-call> under axe", () => {
  afterEach(unmountAll);

  // The states of the playground are all looked at in its own tests.
  for (const widthPx of [320, 900]) {
    it(`has no violation, ${widthPx} px wide`, async () => {
      equal(await axeViolations(await show(widthPx)), []);
    });
  }

  it("has no violation where a later page of the transcript fails", async () => {
    const element = await show(900, (session) => {
      session.reply = (path) => (path.includes("cursor") ? unavailable : undefined);
    });
    await until(() => findAll(element, ".transcript .strip").length > 0, "the failure is told");
    equal(await axeViolations(element), []);
  });

  it("gives every control a name, a role and a place in the Tab order", async () => {
    const element = await show();
    const controls = findAll(element, ".details :is(button, input, select, summary):not([tabindex='-1'])");
    assert(controls.length > 10, `${controls.length} controls`);
    for (const control of controls) {
      const name = control.getAttribute("aria-label") ?? control.textContent?.trim() ?? "";
      assert(name !== "" || control.closest("label"), control.outerHTML.slice(0, 80));
    }
  });
});
