import { sendKeys } from "@web/test-runner-commands";
import { assert, equal } from "../../test/assert.ts";
import { mountedCall, search, spokenSession } from "../../test/call-page.ts";
import type { Reply } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, focused, frame, shown, type TestCall, unmountAll, until } from "../../test/mount.ts";
import { toolUse, turns } from "../../test/turns.ts";

const nodes = (element: TestCall) => find(element, ".details").querySelectorAll("*").length;

describe("<keyhole-call> transcript: turns in view", () => {
  afterEach(unmountAll);

  it("shows each page as it arrives", async () => {
    const session = spokenSession(turns(120));
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
    const short = await mountedCall(spokenSession(turns(40)));
    find(short, ".details").scrollTop = find(short, ".details").scrollHeight / 2;
    await frame();
    await frame();
    const few = nodes(short);
    unmountAll();
    const element = await mountedCall(spokenSession(turns(400)));
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
    const element = await mountedCall(spokenSession(said));
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
    const element = await mountedCall(spokenSession(turns(80)));
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

  it("shows the turn that Tab reaches, however far the reader has scrolled away from it", async () => {
    const element = await mountedCall(spokenSession(turns(300)));
    await until(() => find(element, ".turn").ariaSetSize === "300", "all are there");
    const details = find(element, ".details");
    details.scrollTop = details.scrollHeight / 2;
    await until(() => findAll(element, ".pinned").length === 1, "the first is out of view");
    find(element, ".pinned").focus();
    await until(() => findAll(element, ".pinned").length === 0, "it is shown");
    const [view, turn] = [details, find(element, '.turn[tabindex="0"]')].map((box) =>
      box.getBoundingClientRect(),
    );
    assert(view && turn && turn.top >= view.top && turn.bottom <= view.bottom, "it is in view");
    equal(focused(element)?.closest(".turn")?.ariaPosInSet, "1");
  });

  it("searches with a count, marks, next, previous and Enter", async () => {
    const element = await mountedCall(spokenSession(turns(120)));
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
    const element = await mountedCall(spokenSession([...turns(2), ...toolUse(5, 9_000)]));
    search(element, "15:30");
    await until(() => findAll(element, "details.tool[open] mark").length === 1, "it is open");
  });

  it("scrolls to the moment in the page's URL", async () => {
    history.replaceState(history.state, "", "#t=5:00");
    try {
      const element = await mountedCall(spokenSession(turns(120)));
      await until(() => findAll(element, '[aria-posinset="61"]').length === 1, "the turn is there");
      const box = find(element, ".details").getBoundingClientRect();
      const { top, bottom } = find(element, '[aria-posinset="61"]').getBoundingClientRect();
      assert(top > box.top && bottom < box.bottom, "it is in view");
      equal(find(element, "[aria-current]").ariaPosInSet, "61");
    } finally {
      history.replaceState(history.state, "", location.pathname + location.search);
    }
  });
});
