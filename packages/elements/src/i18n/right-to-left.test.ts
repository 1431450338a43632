import { assert, equal } from "../../test/assert.ts";
import { playableCall, recordedSession } from "../../test/call-page.ts";
import { call, calls } from "../../test/calls.ts";
import { FakeSession } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  find,
  findAll,
  frame,
  mounted,
  type TestCall,
  type TestCalls,
  unmountAll,
  until,
} from "../../test/mount.ts";
import { clipped } from "../../test/pseudo-faults.ts";
import { turns } from "../../test/turns.ts";
import { texts as ar } from "./ar.ts";
import { texts as arMore } from "./ar-more.ts";
import { texts as de } from "./de.ts";
import { texts as deMore } from "./de-more.ts";
import { texts as es } from "./es.ts";
import { texts as esMore } from "./es-more.ts";
import { texts as ja } from "./ja.ts";
import { texts as jaMore } from "./ja-more.ts";
import type { Catalogue } from "./text.ts";

const ARABIC = { site: "acme", "call-id": "call-0", lang: "ar-EG", dir: "rtl" };
const STATUSES = ["ended", "active", "waiting", "unjoined"] as const;
const rows = () =>
  calls(12).map((row, n) => ({
    ...row,
    status: STATUSES[n % 4] ?? "ended",
    ...(n % 3 === 2 && { agent: null, title: null, summary: null }),
  }));
const boxOf = (element: TestCalls | TestCall, selector: string) =>
  find(element, selector).getBoundingClientRect();
const press = (target: Element, key: string) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

/** What reaches out of the element, to either side. */
function overflowing(element: TestCalls | TestCall): string[] {
  const { left, right } = boxOf(element, ".box");
  return findAll(element, ".box :not(svg, svg *)")
    .filter((one) => one.checkVisibility() && !one.closest("canvas, .unseen, .pinned, option, [popover]"))
    .filter(
      (one) => getComputedStyle(one).clipPath === "none" && getComputedStyle(one).display !== "contents",
    )
    .filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width > 0 && (box.left < left - 0.5 || box.right > right + 0.5);
    })
    .map((one) => `${one.localName}.${one.className}`);
}

describe("right-to-left layout", () => {
  afterEach(unmountAll);

  it("puts a row's icon at the right, date and duration at the left", async () => {
    for (const widthPx of [320, 900]) {
      const element = await mounted(new FakeSession(rows()), { attributes: ARABIC, widthPx });
      const [icon, title] = [boxOf(element, ".icon"), boxOf(element, ".title")];
      const [start, duration] = [boxOf(element, ".start"), boxOf(element, ".duration")];
      assert(icon.left >= title.right, "the icon is right of the title");
      assert(start.right <= icon.left && duration.right <= icon.left, "date and duration are left of it");
      equal(overflowing(element), [], `${widthPx} px`);
      unmountAll();
    }
  });

  it("mirrors the arrow keys between a call and the host's content", async () => {
    const renderRowEnd = () => Object.assign(document.createElement("button"), { textContent: "x" });
    const element = await mounted(new FakeSession(rows()), {
      attributes: ARABIC,
      properties: { renderRowEnd },
    });
    await until(() => findAll(element, ".toolbar > *").length > 0, "the keys are there");
    const first = find(element, ".call");
    first.focus();
    press(first, "ArrowRight");
    equal(element.shadowRoot?.activeElement === first, true);
    press(first, "ArrowLeft");
    equal(element.shadowRoot?.activeElement?.closest(".end") !== null, true);
    press(find(element, ".end button"), "ArrowRight");
    equal(element.shadowRoot?.activeElement === first, true);
  });

  it("puts an open call at the left of the list, its back arrow to the right", async () => {
    const session = recordedSession();
    const wide = await mounted(session, { attributes: ARABIC });
    find(wide, ".call").click();
    await until(() => findAll(wide, "dl").length > 0, "the call is there");
    assert(boxOf(wide, ".details").right <= boxOf(wide, ".list").left + 1, "it is left of the list");
    assert(boxOf(wide, ".close").right < boxOf(wide, "h2").left, "what closes it is at its end");
    unmountAll();
    const narrow = await mounted(session, { attributes: ARABIC, widthPx: 320 });
    find(narrow, ".call").click();
    await until(() => findAll(narrow, "dl").length > 0, "the call is there");
    const arrows = () => boxOf(narrow, ".back > svg");
    // Of two arrows the right one is in view, whatever has set the direction.
    assert(Math.abs(arrows().right - boxOf(narrow, ".back").right) < 1, "it shows to the right");
    narrow.removeAttribute("dir");
    assert(Math.abs(arrows().left - boxOf(narrow, ".back").left) < 1, "it shows to the left");
    narrow.style.direction = "rtl";
    assert(Math.abs(arrows().right - boxOf(narrow, ".back").right) < 1, "it shows to the right");
    assert(boxOf(narrow, ".close").left > boxOf(narrow, "h2").right, "what goes back is at the start");
    equal(overflowing(narrow), []);
  });

  it("does not mirror the recording", async () => {
    const element = await playableCall(recordedSession(turns(6, 1_000), 6_000), { attributes: ARABIC });
    const [back, play, forward] = findAll(element, ".controls > button").map(
      (one) => one.getBoundingClientRect().left,
    );
    assert(back !== undefined && play !== undefined && forward !== undefined);
    assert(back < play && play < forward, `${back}, ${play}, ${forward}`);
    assert(
      boxOf(element, ".lane-name").right <= boxOf(element, ".lanes").left,
      "names are left of their lanes",
    );
    element.seek(3_000);
    await until(() => boxOf(element, ".played").width > 10, "something was played");
    equal(Math.round(boxOf(element, ".played").left), Math.round(boxOf(element, ".lanes").left));
    equal(getComputedStyle(find(element, ".seek")).direction, "ltr");
    press(find(element, ".details"), "ArrowRight");
    equal(element.pane?.view?.player.state.positionMs, 6_000);
    press(find(element, ".details"), "ArrowLeft");
    equal(element.pane?.view?.player.state.positionMs, 1_000);
  });

  it("writes times, speeds and dates in the same digits", async () => {
    const session = recordedSession(turns(6, 1_000), 6_000);
    session.events = [{ atMs: 62_000, severity: "error", type: "tts_failed", text: null }];
    const element = await playableCall(session, { attributes: ARABIC });
    find(element, "summary[part=events-button]").click();
    await until(() => findAll(element, "[part=event-time]").length > 0, "the events are there");
    const parts = ["turn-time", "time", "speed", "event-time"];
    const written = parts.flatMap((part) => findAll(element, `[part=${part}]`));
    const seek = find(element, ".seek").getAttribute("aria-valuetext");
    const labels = findAll(element, "[part=turn-button], [part=turn-time]").map((one) => one.ariaLabel ?? "");
    assert(written.length > 8 && labels.length > 12, "all of them are shown");
    for (const words of [...written.map((one) => one.textContent ?? ""), ...labels, seek ?? ""])
      equal(/[0-9]/.test(words), false, words);
    equal(find(element, "[part=event-time]").textContent, "١:٠٢");
  });

  for (const lang of ["en", "de", "es", "ja", "ar"]) {
    it(`keeps ${lang} labels of details apart from their values`, async () => {
      for (const widthPx of [300, 900]) {
        const dir = lang === "ar" ? "rtl" : "ltr";
        const attributes = { site: "acme", "call-id": "call-0", lang, dir };
        const element = await playableCall(recordedSession(), { attributes, widthPx });
        const edges = (selector: string) =>
          findAll(element, selector).map((one) => one.getBoundingClientRect());
        const values = edges("dd > bdi");
        for (const [index, label] of edges("dt > bdi").entries()) {
          const value = values[index] ?? label;
          const gap = dir === "rtl" ? label.left - value.right : value.left - label.right;
          assert(gap >= 6, `${gap} px at ${widthPx} px`);
        }
        unmountAll();
      }
    });
  }

  it("marks the current turn at its start, and sets its text in its own direction", async () => {
    const session = recordedSession([
      ...turns(2, 1_000),
      ...turns(1, 1_000).map((one) => ({ ...one, id: "0:9", text: "مرحبا، كيف يمكنني مساعدتك؟" })),
    ]);
    const element = await playableCall(session, { attributes: ARABIC });
    for (const said of findAll(element, "p.said"))
      assert(
        Math.abs(said.getBoundingClientRect().right - boxOf(element, ".speaker").right) < 1,
        said.textContent ?? "",
      );
    equal(
      findAll(element, "p.said").map((said) => getComputedStyle(said).direction),
      ["ltr", "ltr", "rtl"],
    );
  });

  it("keeps the order of dates, durations and names", async () => {
    const edge = (element: TestCalls, selector: string, part: string) => {
      const text = [...find(element, selector).childNodes].find((node) => node.textContent?.includes(part));
      const words = text?.textContent ?? "";
      assert(text instanceof Text, `${selector} has ${part}`);
      const range = document.createRange();
      range.setStart(text, words.indexOf(part));
      range.setEnd(text, words.indexOf(part) + part.length);
      return range.getBoundingClientRect();
    };
    // English in a page that goes from right to left, Arabic in one that goes from left to right.
    const english = await mounted(new FakeSession([call(0)]), {
      attributes: { site: "acme", lang: "en", dir: "rtl" },
    });
    assert(
      edge(english, ".duration", "3 min").right <= edge(english, ".duration", "4 sec").left,
      "3 min 4 sec",
    );
    assert(edge(english, ".start", "Nov").right <= edge(english, ".start", ":00").left, "Nov 20, 12:00");
    const arabic = await mounted(new FakeSession([call(0)]), {
      attributes: { site: "acme", lang: "ar-EG", dir: "ltr" },
    });
    assert(edge(arabic, ".duration", "٣ د").left >= edge(arabic, ".duration", "٤ ث").right, "٣ د ٤ ث");
    assert(edge(arabic, ".start", "نوفمبر").left >= edge(arabic, ".start", "١٢").right, "نوفمبر");
  });
});

describe("texts of every language", () => {
  afterEach(unmountAll);

  it("fail for a planted fault", async () => {
    const element = await mounted(new FakeSession(rows()), { attributes: ARABIC });
    const [status, icon] = [find(element, ".status"), find(element, ".icon")];
    status.style.cssText = "overflow: hidden; block-size: 5px";
    icon.style.translate = "60px";
    const isText = (data: string) => data.trim() === ar.ended;
    equal([clipped(find(element, ".box"), isText).length, overflowing(element)], [1, ["span.icon"]]);
  });

  const catalogues: Record<string, Catalogue> = {
    de: { ...de, ...deMore },
    es: { ...es, ...esMore },
    ja: { ...ja, ...jaMore },
    ar: { ...ar, ...arMore },
  };
  for (const [lang, catalogue] of Object.entries(catalogues)) {
    it(`${lang} fit into rows, toolbar and call from 300 px on`, async () => {
      const words = Object.entries(catalogue).flatMap(([, one]) => (one.includes("{") ? [] : [one]));
      const isText = (data: string) => words.includes(data.trim());
      const attributes = { site: "acme", lang, dir: lang === "ar" ? "rtl" : "ltr" };
      for (const widthPx of [300, 600, 1000]) {
        const session = recordedSession(turns(6, 1_000));
        session.calls = rows();
        const element = await mounted(session, { attributes, widthPx });
        await until(() => findAll(element, ".toolbar > *").length > 0, "the toolbar is there");
        await frame();
        for (const n of [0, 1, 2, 3]) {
          const row = findAll(element, ".call")[n];
          assert(row);
          equal(clipped(find(element, ".box"), isText), [], `list at ${widthPx} px`);
          equal(overflowing(element), [], `list at ${widthPx} px`);
          row.click();
          await until(() => findAll(element, "dl").length > 0, "the call is there");
          await frame();
          equal(clipped(find(element, ".box"), isText), [], `call ${n} at ${widthPx} px`);
          equal(overflowing(element), [], `call ${n} at ${widthPx} px`);
          find(element, ".close").click();
          await until(() => findAll(element, ".details").length === 0, "it is closed");
        }
        unmountAll();
      }
    });
  }
});
