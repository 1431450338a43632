import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../test/assert.ts";
import { mountedCall, recordedSession } from "../../test/call-page.ts";
import { call } from "../../test/calls.ts";
import { FakeSession, FULL, problem, type Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  announced,
  find,
  findAll,
  focused,
  frame,
  mountCall,
  shown,
  type TestCall,
  unmountAll,
  until,
} from "../../test/mount.ts";
import { toolUse, turn, turns } from "../../test/turns.ts";

const spoken = (said = turns(6)) => {
  const session = recordedSession(said);
  session.state = { status: "ready", scopes: ["calls:read", "transcripts:read"] };
  return session;
};
const nodes = (element: TestCall) => find(element, ".details").querySelectorAll("*").length;
const search = (element: TestCall, words: string) => {
  const field = find(element, "input[type=search]") as HTMLInputElement;
  field.value = words;
  field.dispatchEvent(new Event("input"));
};

describe("<keyhole-call> transcript", () => {
  afterEach(unmountAll);

  it("lists turns with speaker and time, and marks auto-transcribed ones", async () => {
    const typed = turn({ id: "0:9", role: "user", medium: "text", text: "Typed." });
    const element = await mountedCall(spoken([...turns(2), typed]));
    const log = find(element, "[role=log]");
    equal([log.getAttribute("aria-live"), log.getAttribute("aria-label")], ["off", "Transcript"]);
    const [agent, caller, writer] = findAll(element, "[role=listitem]");
    assert(agent?.textContent?.includes("Agent") && agent.textContent.includes("0:00"));
    assert(caller?.textContent?.includes("Caller") && caller.textContent.includes("0:05"));
    equal(
      [agent, caller, writer].map((one) => one?.textContent?.includes("auto-transcribed")),
      [false, true, false],
    );
    equal([caller?.ariaPosInSet, caller?.ariaSetSize], ["2", "3"]);
  });

  it("folds a long turn, and unfolds it for a click, for a match and on paper", async () => {
    const long = `${"word ".repeat(999)}1234👋 https://a.example/${"b".repeat(9_000)} needle`;
    const said = [...turns(1), turn({ id: "0:8", text: long }), turn({ id: "0:9", text: "Short." })];
    const element = await mountedCall(spoken(said));
    const words = () => findAll(element, "[part=turn-text]")[1]?.textContent ?? "";
    const length = () => words().length;
    const fold = () => findAll(element, ".fold")[0];
    equal([findAll(element, ".fold").length, length(), fold()?.ariaExpanded], [1, 4_999, "false"]);
    assert(long.startsWith(words()), "no half of a character");
    fold()?.focus();
    fold()?.click();
    equal([length(), fold()?.ariaExpanded], [long.length, "true"]);
    assert(focused(element) === fold(), "the button keeps the focus");
    fold()?.click();
    equal(length(), 4_999);
    search(element, "needle");
    await until(() => length() === long.length, "the match is in sight");
    search(element, "");
    await until(() => length() === 4_999, "folded again");
    dispatchEvent(new Event("beforeprint"));
    equal(length(), long.length);
    dispatchEvent(new Event("afterprint"));
    equal(length(), 4_999);
  });

  it("folds tools, and shows only the name if the site hides their content", async () => {
    const hidden = toolUse(3, 2_000).map((one) => ({ ...one, id: `x${one.id}`, text: null }));
    const element = await mountedCall(spoken([...turns(1), ...toolUse(1, 1_000), ...hidden]));
    const folded = findAll(element, "details.tool") as HTMLDetailsElement[];
    equal(
      folded.map(({ open }) => open),
      [false, false],
    );
    assert(folded[0]?.textContent?.includes('{"day":"Thursday"'));
    equal(
      findAll(element, ".by-tool").map((one) => one.querySelector(".speaker")?.textContent),
      ["Tool find_slot", "Result of find_slot", "Tool find_slot", "Result of find_slot"],
    );
  });

  it("marks the start of a stage", async () => {
    const element = await mountedCall(
      spoken([
        ...turns(2),
        turn({ id: "1:0", stage: 1 }),
        turn({ id: "1:1", stage: 1 }),
        turn({ id: "2:0", stage: 2 }),
      ]),
    );
    equal(
      findAll(element, ".stage").map(({ textContent }) => textContent),
      ["Stage 2", "Stage 3"],
    );
  });

  it("shows each page as it arrives", async () => {
    const session = spoken(turns(120));
    let go: (reply: undefined) => void = () => {};
    session.reply = (path) =>
      path.includes("cursor=50")
        ? (new Promise((resolve) => (go = resolve)) as unknown as Promise<Reply>)
        : undefined;
    const request = session.reply;
    session.reply = (path, asked) => {
      const held = request(path, asked);
      return (
        held &&
        (held as Promise<Reply | undefined>).then(() => ({
          body: { items: turns(120).slice(50), next: null },
        }))
      );
    };
    const element = await mountedCall(session);
    equal(find(element, ".turn").ariaSetSize, "50");
    assert(shown(element).includes("Loading more") && findAll(element, ".menu").length === 0);
    go(undefined);
    await until(() => find(element, ".turn").ariaSetSize === "120", "all are there");
    assert(!shown(element).includes("Loading more") && findAll(element, ".menu").length === 1);
  });

  it("keeps few of 400 turns in the document at any scroll position", async () => {
    const short = await mountedCall(spoken(turns(40)));
    find(short, ".details").scrollTop = find(short, ".details").scrollHeight / 2;
    await frame();
    await frame();
    const few = nodes(short);
    unmountAll();
    const element = await mountedCall(spoken(turns(400)));
    await until(() => find(element, ".turn").ariaSetSize === "400", "all are there");
    const details = find(element, ".details");
    const counts = [nodes(element)];
    const seen = new Set<string>();
    for (let step = 0; step <= 20; step += 1) {
      details.scrollTop = (details.scrollHeight * step) / 20;
      await frame();
      await frame();
      counts.push(nodes(element));
      for (const one of findAll(element, ".turn")) seen.add(one.ariaPosInSet ?? "");
    }
    assert(Math.max(...counts) < few * 1.25, `${few} nodes for 40 turns, ${Math.max(...counts)} for 400`);
    assert(seen.size > 250 && seen.has("400"), `${seen.size} turns came by`);
    const last = find(element, '[aria-posinset="400"]').getBoundingClientRect();
    assert(last.bottom <= details.getBoundingClientRect().bottom + 1, "the last turn is in view at the end");
  });

  it("does not move the visible turns when turns above are measured", async () => {
    const said = turns(200).map((one, n) => ({ ...one, text: "word ".repeat(1 + ((n * 37) % 90)) }));
    const element = await mountedCall(spoken(said));
    await until(() => find(element, ".turn").ariaSetSize === "200", "all are there");
    const details = find(element, ".details");
    details.scrollTop = details.scrollHeight / 2;
    await frame();
    await frame();
    for (let step = 0; step < 15; step += 1) {
      const middle = details.getBoundingClientRect().top + 300;
      const mark = findAll(element, ".turn").find((one) => one.getBoundingClientRect().bottom > middle);
      const before = mark?.getBoundingClientRect().top ?? 0;
      details.scrollTop -= 40;
      await frame();
      await frame();
      const moved = (mark?.getBoundingClientRect().top ?? 0) - before;
      assert(Math.abs(moved - 40) < 2, `moved by ${moved}`);
    }
  });

  it("is one Tab stop, and moves between turns with arrows, Home and End", async () => {
    const element = await mountedCall(spoken(turns(80)));
    await until(() => find(element, ".turn").ariaSetSize === "80", "all are there");
    equal(findAll(element, '.turn[tabindex="0"]').length, 1);
    find(element, '.turn[tabindex="0"]').focus();
    const place = () => focused(element)?.closest(".turn")?.ariaPosInSet;
    await sendKeys({ press: "ArrowDown" });
    await sendKeys({ press: "ArrowDown" });
    equal(place(), "3");
    await sendKeys({ press: "ArrowUp" });
    equal(place(), "2");
    await sendKeys({ press: "End" });
    equal(place(), "80");
    await sendKeys({ press: "Tab" });
    equal([place(), focused(element)?.className], ["80", "copy"]);
    // A focused turn stays in the document when it is scrolled out of view.
    find(element, ".details").scrollTop = 0;
    await frame();
    await frame();
    equal([place(), findAll(element, ".pinned").length], ["80", 1]);
    await sendKeys({ press: "Home" });
    equal(place(), "1");
  });

  it("searches with a count, marks, next, previous and Enter", async () => {
    const element = await mountedCall(spoken(turns(120)));
    await until(() => find(element, ".turn").ariaSetSize === "120", "all are there");
    search(element, "half  PAST three");
    await until(() => shown(element).includes("1 of 20"), "it counts");
    equal(find(element, "mark.found").textContent, "half past three");
    const here = () => find(element, "mark.found").closest<HTMLElement>(".turn")?.ariaPosInSet;
    equal(here(), "5");
    find(element, '[aria-label="Previous match"]').click();
    await until(() => shown(element).includes("20 of 20"), "it goes round");
    equal(here(), "119");
    const box = find(element, ".details").getBoundingClientRect();
    const mark = find(element, "mark.found").getBoundingClientRect();
    assert(mark.top > box.top && mark.bottom < box.bottom, "it is in view");
    find(element, "input[type=search]").focus();
    await sendKeys({ press: "Enter" });
    await until(() => shown(element).includes("1 of 20"), "Enter goes on");
    await sendKeys({ press: "Shift+Enter" });
    await until(() => shown(element).includes("20 of 20"), "Shift+Enter goes back");
    search(element, "nowhere");
    await until(() => shown(element).includes("No matches"), "it says so");
    await sendKeys({ press: "Escape" });
    await until(() => findAll(element, ".count").length === 0, "it is over");
    equal(findAll(element, "mark").length, 0);
  });

  it("unfolds a tool that holds the current match", async () => {
    const element = await mountedCall(spoken([...turns(2), ...toolUse(5, 9_000)]));
    search(element, "15:30");
    await until(() => findAll(element, "details.tool[open] mark").length === 1, "it is open");
  });

  it("renders markup as text, and links only web addresses", async () => {
    const hostile = [
      '<img src=x onerror="globalThis.broken=1"><script>broken=1</script><b>bold</b>',
      "javascript:alert(1) data:text/html,<script>1</script>",
      "See (https://a.example/x?y=1&z=<b>), not https://bank.example@evil.example/.",
      `${"x".repeat(4_000)}`,
      "\u202Eevil \u0000 👩‍👩‍👧‍👦 {{7*7}} &lt;b&gt;",
    ];
    const said = hostile.map((words, n) =>
      turn({
        id: `0:${n}`,
        text: words,
        tool: n === 4 ? { name: "<i>", invocationId: null } : null,
        role: n === 4 ? "tool_call" : "agent",
      }),
    );
    const session = spoken(said);
    session.calls = [
      call(0, { title: "<i>Title</i>", summary: "<u>sum</u>", metadata: { "<s>": "<em>v</em>" } }),
    ];
    session.events = [{ atMs: 1, severity: "error", type: "<b>type</b>", text: "<b>text</b>" }];
    const element = await mountedCall(session, { widthPx: 420 });
    find(element, ".events > summary").click();
    await until(() => shown(element).includes("<b>text</b>"), "events are there");
    for (const words of hostile)
      assert(
        shown(element).includes(words.replace("\u0000", "\ufffd")) || shown(element).includes(words),
        words.slice(0, 40),
      );
    equal(findAll(element, "img, script, .said b, .said i, em, u, s, .speaker i, h2 i").length, 0);
    equal((globalThis as { broken?: number }).broken, undefined);
    const links = findAll(element, "a") as HTMLAnchorElement[];
    equal(
      links.map(({ href, rel, target }) => [href, rel, target]),
      [["https://a.example/x?y=1&z=", "noopener noreferrer nofollow", "_blank"]],
    );
    assert(
      find(element, ".details").scrollWidth <= find(element, ".details").clientWidth,
      "long words break",
    );
  });

  it("copies a turn and a link to its moment", async () => {
    const written: string[] = [];
    const { clipboard } = navigator;
    Object.defineProperty(navigator, "clipboard", {
      configurable: true,
      value: { writeText: async (words: string) => void written.push(words) },
    });
    try {
      const element = await mountedCall(spoken());
      findAll(element, ".copy")[1]?.click();
      await until(() => written.length === 1, "the turn is copied");
      findAll(element, ".link")[1]?.click();
      await until(() => announced(element) === "Copied", "it is said");
      equal(written, [
        "[0:05] Caller (auto-transcribed): Hi, I would like to move my appointment from Tuesday to some time later in the week, if that is possible. (1)",
        `${location.href.split("#")[0]}#t=0:05`,
      ]);
    } finally {
      Object.defineProperty(navigator, "clipboard", { configurable: true, value: clipboard });
    }
  });

  it("scrolls to the moment in the page's URL", async () => {
    history.replaceState(history.state, "", "#t=5:00");
    try {
      const element = await mountedCall(spoken(turns(120)));
      await until(() => findAll(element, '[aria-posinset="61"]').length === 1, "the turn is there");
      const box = find(element, ".details").getBoundingClientRect();
      const { top, bottom } = find(element, '[aria-posinset="61"]').getBoundingClientRect();
      assert(top > box.top && bottom < box.bottom, "it is in view");
      equal(find(element, "[aria-current]").ariaPosInSet, "61");
    } finally {
      history.replaceState(history.state, "", location.pathname + location.search);
    }
  });

  it("downloads in three formats", async () => {
    const saved: [string, string][] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push([this.download, this.href]);
    };
    try {
      const element = await mountedCall(spoken(turns(60)));
      await until(() => findAll(element, ".menu").length === 1, "all is there");
      const menu = find(element, ".menu") as HTMLDetailsElement;
      for (const place of [0, 1, 2]) {
        menu.open = true;
        findAll(element, ".menu-items > button")[place]?.click();
        equal(menu.open, false);
        await until(() => saved.length === place + 1, "a file is saved");
      }
      equal(
        saved.map(([name]) => name),
        ["call-call-0.txt", "call-call-0.json", "call-call-0.vtt"],
      );
      const [words, json, vtt] = await Promise.all(saved.map(async ([, url]) => (await fetch(url)).text()));
      assert(words?.includes("(59)") && vtt?.startsWith("WEBVTT\n"), "all turns are in it");
      equal((JSON.parse(json ?? "") as { messages: unknown[] }).messages.length, 60);
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
  });

  it("prints every turn", async () => {
    const element = await mountedCall(spoken([...turns(150), ...toolUse(200, 1)]));
    await until(() => find(element, ".turn").ariaSetSize === "152", "all are there");
    const before = findAll(element, ".turn").length;
    dispatchEvent(new Event("beforeprint"));
    equal(findAll(element, ".turn").length, 152);
    equal(
      (findAll(element, "details.tool") as HTMLDetailsElement[]).every(({ open }) => open),
      true,
    );
    dispatchEvent(new Event("afterprint"));
    await frame();
    assert(findAll(element, ".turn").length <= before + 4, "and few on the screen again");
  });

  it("says when it is empty, incomplete or failed, and retries", async () => {
    const empty = mountCall(spoken([]));
    await until(() => shown(empty).includes("Nothing was said."), "it is empty");
    unmountAll();
    const session = spoken(turns(120));
    session.reply = (path) =>
      path.includes("cursor=50") ? { failure: problem("upstream_unavailable") } : undefined;
    const partly = await mountedCall(session);
    await until(() => shown(partly).includes("The rest of the transcript could not be loaded"), "it is said");
    equal([find(partly, ".turn").ariaSetSize, findAll(partly, ".menu").length], ["50", 1]);
    session.reply = () => undefined;
    find(partly, ".transcript .strip .button").click();
    await until(() => find(partly, ".turn").ariaSetSize === "120", "the rest is there");
    unmountAll();
    const failing = spoken();
    failing.reply = (path) => (path.includes("/messages") ? { failure: { kind: "network" } } : undefined);
    const failed = mountCall(failing);
    await until(() => shown(failed).includes("The transcript could not be loaded"), "it is said");
    equal(findAll(failed, "dl").length, 1);
    failing.reply = () => undefined;
    find(failed, ".transcript .strip .button").click();
    await until(() => findAll(failed, ".turn").length === 6, "it is there");
  });

  it("neither requests nor shows a transcript without its scope, or if nobody joined", async () => {
    const session = new FakeSession([call(0)]);
    const element = mountCall(session);
    await until(() => findAll(element, "dl").length === 1, "fields are there");
    await frame();
    equal([findAll(element, ".transcript, .player").length, session.asked.length], [0, 1]);
    unmountAll();
    const unjoined = new FakeSession([call(0, { status: "unjoined" })]);
    unjoined.state = FULL;
    const other = mountCall(unjoined);
    await until(() => findAll(other, "dl").length === 1, "fields are there");
    await frame();
    equal([findAll(other, ".transcript, .player").length, unjoined.asked.length], [0, 1]);
  });

  it("follows the direction of the page, and each turn its own", async () => {
    document.documentElement.dir = "rtl";
    try {
      const element = await mountedCall(
        recordedSession([
          turn({ id: "0:0", text: "صباح الخير", audioStartMs: 0, audioEndMs: 900 }),
          ...turns(3).slice(1),
        ]),
      );
      const [arabic, english] = findAll(element, ".said");
      equal(
        [arabic, english].map((one) => one && getComputedStyle(one).direction),
        ["rtl", "ltr"],
      );
      equal(getComputedStyle(find(element, ".head")).direction, "rtl");
      await until(() => findAll(element, ".controls").length === 1, "the recording is there");
      equal(getComputedStyle(find(element, ".controls")).direction, "ltr");
    } finally {
      document.documentElement.dir = "";
    }
  });
});
