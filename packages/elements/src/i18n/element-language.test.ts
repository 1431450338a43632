import { assert, equal } from "../../test/assert.ts";
import { playableCall, recordedSession } from "../../test/call-page.ts";
import { call, calls } from "../../test/calls.ts";
import { FakeSession, problem } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, mount, mounted, shown, type TestCalls, unmountAll, until } from "../../test/mount.ts";
import type { Catalogue } from "./text.ts";

const root = document.documentElement;
const before = root.getAttribute("lang");
const inLanguage = (lang: string) => ({ attributes: { site: "acme", lang } });
const session = () => new FakeSession(calls(3));
const status = (element: TestCalls) => find(element, ".status").textContent;
const start = (element: TestCalls) => find(element, ".start").textContent;

describe("language of an element", () => {
  afterEach(() => {
    unmountAll();
    if (before === null) root.removeAttribute("lang");
    else root.lang = before;
  });

  const tags: [string, string, string, string][] = [
    ["de", "Beendet", "de", "3 Min. 4 Sek."],
    ["de-AT", "Beendet", "de", "3 Min. 4 Sek."],
    ["es-419", "Finalizada", "es", "3 min 4 s"],
    ["ar-EG", "انتهت", "ar", "٣ د ٤ ث"],
    ["ja-JP-u-ca-japanese", "終了", "ja", "3 分 4 秒"],
    ["DE-at", "Beendet", "de", "3 Min. 4 Sek."],
    ["de_AT", "Beendet", "de", "3 Min. 4 Sek."],
    ["DE_at", "Beendet", "de", "3 Min. 4 Sek."],
    ["de_AT.UTF-8", "Beendet", "de", "3 Min. 4 Sek."],
    ["de_DE@euro", "Beendet", "de", "3 Min. 4 Sek."],
    ["de-DE-formal-x", "Beendet", "de", "3 Min. 4 Sek."],
    ["de_CH_informal", "Beendet", "de", "3 Min. 4 Sek."],
    [" es_MX ", "Finalizada", "es", "3 min 4 s"],
    ["ja_JP_JP_#u-ca-japanese", "終了", "ja", "3 分 4 秒"],
    ["ar_EG", "انتهت", "ar", "٣ د ٤ ث"],
    ["pt_BR", "Ended", "en", "3 min 4 s"],
    ["fr", "Ended", "en", "3 min 4 s"],
    ["he", "Ended", "en", "3 דק׳ 4 שנ׳"],
  ];
  for (const [lang, words, spoken, duration] of tags) {
    it(`follows lang="${lang}"`, async () => {
      const element = await mounted(session(), inLanguage(lang));
      equal(
        [
          status(element),
          find(element, ".box").lang,
          find(element, ".duration").textContent?.replace(/\s/g, " "),
        ],
        [words, spoken, duration],
      );
    });
  }

  it("is English with the browser's dates without a valid lang", async () => {
    root.removeAttribute("lang");
    const own = new Intl.DateTimeFormat(undefined, { month: "short" }).format(new Date(call(0).createdAt));
    for (const attributes of [
      {},
      { lang: "" },
      { lang: "x" },
      { lang: "_" },
      { lang: "C.UTF-8" },
      { lang: "constructor" },
    ]) {
      const element = await mounted(session(), { attributes: { site: "acme", ...attributes } });
      equal([status(element), find(element, ".box").lang], ["Ended", "en"]);
      assert(start(element)?.includes(own), `${start(element)} has ${own}`);
    }
  });

  it("uses calendar and region of the tag", async () => {
    const rows = new FakeSession([call(0, { createdAt: "2019-05-02T12:00:00Z" })]);
    const japanese = await mounted(rows, inLanguage("ja-JP-u-ca-japanese"));
    assert(start(japanese)?.includes("令和"), start(japanese) ?? "");
    const british = await mounted(rows, inLanguage("en-GB"));
    const american = await mounted(rows, inLanguage("en-US"));
    assert(start(british)?.startsWith("2 May"), start(british) ?? "");
    assert(start(american)?.startsWith("May 2"), start(american) ?? "");
  });

  it("comes from the nearest lang, across shadow roots; an empty one ends the search", async () => {
    const nested = (lang: string | null) => {
      const outer = document.createElement("div");
      outer.className = "mounted";
      outer.lang = "de";
      const inner = document.createElement("div");
      const host = document.createElement("div");
      if (lang !== null) host.lang = lang;
      inner.attachShadow({ mode: "open" }).append(host);
      outer.append(inner);
      document.body.append(outer);
      return host;
    };
    for (const [lang, words] of [
      [null, "Beendet"],
      ["es", "Finalizada"],
      ["", "Ended"],
    ] as const) {
      const element = await mounted(session());
      nested(lang).append(element);
      await until(() => findAll(element, ".status").length > 0 && status(element) === words, words);
    }
  });

  it("differs between two elements of a page", async () => {
    const german = await mounted(session(), inLanguage("de"));
    const japanese = await mounted(session(), inLanguage("ja"));
    german.requestUpdate();
    await german.updateComplete;
    equal([status(german), status(japanese)], ["Beendet", "終了"]);
  });

  it("changes with lang of element or page, and keeps rows and focus", async () => {
    root.lang = "de";
    const element = await mounted(session());
    equal(status(element), "Beendet");
    const row = find(element, ".row");
    find(element, ".call").focus();
    root.lang = "ja";
    await until(() => status(element) === "終了", "it speaks Japanese");
    element.lang = "es";
    await until(() => status(element) === "Finalizada", "it speaks Spanish");
    root.lang = "ar";
    element.removeAttribute("lang");
    await until(() => status(element) === "انتهت", "it speaks Arabic");
    equal([find(element, ".row") === row, element.shadowRoot?.activeElement?.className], [true, "call"]);
  });

  it("is the last one requested, in whatever order they load", async () => {
    const element = await mounted(session(), inLanguage("en"));
    for (const lang of ["es", "ja", "en", "de"]) element.lang = lang;
    await until(() => status(element) === "Beendet", "it speaks German");
    element.lang = "es";
    await element.updateComplete;
    element.lang = "en";
    await until(() => status(element) === "Ended", "it speaks English");
  });

  it("changes labels, player and turns of an open call", async () => {
    const element = await playableCall(recordedSession(), {
      attributes: { site: "acme", "call-id": "call-0", lang: "de" },
    });
    const words = () => [
      find(element, ".speaker").textContent,
      find(element, ".player").ariaLabel,
      find(element, ".log").ariaLabel,
      find(element, "h3").textContent,
      find(element, ".turn .copy").ariaLabel,
    ];
    equal(words(), ["Agent", "Aufnahme", "Transkript", "Transkript", "Beitrag kopieren"]);
    element.lang = "ja";
    await until(() => find(element, ".speaker").textContent === "エージェント", "it speaks Japanese");
    equal(words(), ["エージェント", "録音", "文字起こし", "文字起こし", "この発言をコピー"]);
  });

  it("translates notices", async () => {
    const failing = session();
    failing.reply = () => ({ failure: problem("rate_limited", { retryAfterSeconds: 30 }) });
    const element = mount(failing, inLanguage("ar-EG"));
    await until(() => shown(element).includes("طلبات كثيرة جدًا"), "it is said in Arabic");
    assert(shown(element).includes("أعد المحاولة بعد ٣٠ ثانية"), shown(element));
  });
});

describe("numbers and dates", () => {
  afterEach(unmountAll);

  it("use the time zone of the element, in rows and in a call", async () => {
    const recorded = recordedSession();
    const at = "2019-05-02T23:30:00Z";
    recorded.calls = [call(0, { createdAt: at, joinedAt: at, endedAt: at })];
    for (const [zone, day, hour] of [
      ["Asia/Tokyo", "3. Mai", "08:30"],
      ["America/New_York", "2. Mai", "19:30"],
    ] as const) {
      const attributes = { site: "acme", lang: "de", "time-zone": zone };
      const element = await mounted(recorded, { attributes });
      assert(
        start(element)?.startsWith(day) && start(element)?.includes(hour.replace(/^0/, "")),
        start(element) ?? "",
      );
      find(element, ".call").click();
      await until(() => findAll(element, "dl").length > 0, "the call is there");
      const fields = find(element, "dl").textContent ?? "";
      assert(fields.includes(hour) && fields.includes("05.2019"), fields);
    }
  });

  it("use the language in volume and speeds", async () => {
    const percents: [string, string, string][] = [
      ["de", "50\u00a0%", "0,75×"],
      ["ar-EG", "٥٠٪\u061c", "٠٫٧٥×"],
      ["en", "50%", "0.75×"],
    ];
    for (const [lang, percent, speed] of percents) {
      const element = await playableCall(recordedSession(), {
        attributes: { site: "acme", "call-id": "call-0", lang },
      });
      element.pane?.view?.player.setVolume(0.5);
      await until(() => find(element, ".volume").ariaValueText === percent, `${percent} is said`);
      equal(find(element, ".speed option").textContent, speed);
    }
  });
});

describe("texts of the host", () => {
  afterEach(unmountAll);

  it("replace texts of the element, and can change", async () => {
    const texts = { ended: "Done & <b>dusted</b>", "complete.other": "{count} in all" };
    const element = await mounted(session(), { properties: { texts } });
    equal([status(element), findAll(element, ".status b").length], ["Done & <b>dusted</b>", 0]);
    await until(() => shown(element).includes("3 in all"), "it is announced");
    element.texts = { ended: "Over" };
    await until(() => status(element) === "Over", "it is said anew");
    element.texts = null;
    await until(() => status(element) === "Ended", "it is the element's own again");
  });

  it("change nothing when they are invalid", async () => {
    const odd: unknown[] = [
      7,
      "ended",
      [],
      { ended: 5, calls: null, noAgent: {} },
      { constructor: "x", toString: "y", __proto__: { ended: 3 } },
    ];
    for (const texts of odd) {
      const element = await mounted(session(), { properties: { texts: texts as Catalogue } });
      equal([status(element), find(element, ".rows").ariaLabel], ["Ended", "Calls"]);
    }
  });
});
