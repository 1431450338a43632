import { assert, equal } from "../assert.ts";
import { playableCall, recordedSession } from "../call-page.ts";
import { calls } from "../calls.ts";
import { FakeSession } from "../fake-session.ts";
import { afterEach, describe, it } from "../mocha.ts";
import { find, findAll, frame, mounted, unmountAll, until } from "../mount.ts";

const SURFACE = "rgb(1, 2, 3)";

/** A select in colours of the theme, with an arrow of the elements' own. */
function isThemed(select: HTMLElement): boolean {
  const { appearance, backgroundColor } = getComputedStyle(select);
  const arrow = select.parentElement && getComputedStyle(select.parentElement, "::after");
  return appearance === "none" && backgroundColor === SURFACE && arrow?.content === '""';
}

describe("controls", () => {
  afterEach(unmountAll);

  it("draws every select in the colours of the theme", async () => {
    const list = await mounted(new FakeSession(calls(3)), {
      attributes: { site: "acme", style: `--keyhole-surface: ${SURFACE}` },
    });
    const session = recordedSession();
    session.events = [{ atMs: 0, severity: "info", type: "joined", text: "Joined." }];
    const call = await playableCall(session, {
      attributes: { site: "acme", "call-id": "call-0", style: `--keyhole-surface: ${SURFACE}` },
    });
    find(call, ".events > summary").click();
    await until(() => findAll(call, ".event").length > 0, "events are there");
    await until(() => findAll(list, "select").length > 2, "filters are there");
    const selects = [...findAll(list, "select"), ...findAll(call, "select")];
    assert(selects.length >= 5, `${selects.length} selects`);
    equal(
      selects.filter((select) => !isThemed(select)).map(({ part }) => part.value),
      [],
    );
  });

  it("centers the text of date fields, which WebKit does in a flex box alone", async () => {
    const element = await mounted(new FakeSession(calls(3)), {
      properties: { filters: { from: "2026-01-01" } },
    });
    await until(() => findAll(element, "[type=date]").length === 2, "date fields are there");
    for (const widthPx of [900, 320]) {
      element.parentElement?.style.setProperty("inline-size", `${widthPx}px`);
      await frame();
      for (const field of findAll(element, "[type=date]")) {
        const { display, alignItems } = getComputedStyle(field);
        equal([display, alignItems], ["flex", "center"], `${widthPx} px`);
      }
    }
  });
});
