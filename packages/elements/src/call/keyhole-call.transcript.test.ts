import { assert, equal } from "../../test/assert.ts";
import { mountedCall, recordedSession, search, spokenSession } from "../../test/call-page.ts";
import { call } from "../../test/calls.ts";
import { FakeSession, FULL, problem } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, focused, frame, mountCall, shown, unmountAll, until } from "../../test/mount.ts";
import { toolUse, turn, turns } from "../../test/turns.ts";

describe("<keyhole-call> transcript", () => {
  afterEach(unmountAll);

  it("lists turns with speaker and time, and marks auto-transcribed ones", async () => {
    const typed = turn({ id: "0:9", role: "user", medium: "text", text: "Typed." });
    const element = await mountedCall(spokenSession([...turns(2), typed]));
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
    const element = await mountedCall(spokenSession(said));
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
    const element = await mountedCall(spokenSession([...turns(1), ...toolUse(1, 1_000), ...hidden]));
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
      spokenSession([
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
    const session = spokenSession(said);
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

  it("says when it is empty, incomplete or failed, and retries", async () => {
    const empty = mountCall(spokenSession([]));
    await until(() => shown(empty).includes("Nothing was said."), "it is empty");
    unmountAll();
    const session = spokenSession(turns(120));
    session.reply = (path) =>
      path.includes("cursor=50") ? { failure: problem("upstream_unavailable") } : undefined;
    const partly = await mountedCall(session);
    await until(() => shown(partly).includes("The rest of the transcript could not be loaded"), "it is said");
    equal([find(partly, ".turn").ariaSetSize, findAll(partly, ".menu").length], ["50", 1]);
    session.reply = () => undefined;
    find(partly, ".transcript .strip .button").click();
    await until(() => find(partly, ".turn").ariaSetSize === "120", "the rest is there");
    unmountAll();
    const failing = spokenSession();
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
