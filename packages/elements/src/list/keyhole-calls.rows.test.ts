import { html } from "lit";
import { assert, equal } from "../../test/assert.ts";
import { call, calls } from "../../test/calls.ts";
import { FakeSession } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, mounted, shown, unmountAll, until } from "../../test/mount.ts";

describe("<keyhole-calls> rows", () => {
  afterEach(unmountAll);

  it("shows summary, agent, status, start and duration", async () => {
    const element = await mounted(new FakeSession([call(1, { createdAt: "2020-03-04T12:30:00Z" })]));
    const [row] = findAll(element, ".call");
    const words = row?.textContent ?? "";
    for (const part of ["Call number 1", "Front desk", "Ended", "2020", "3 min 4 sec"])
      assert(words.includes(part), words);
    equal(find(element, "time").getAttribute("datetime"), "2020-03-04T12:30:00Z");
  });

  it("shows placeholders for a missing title, agent and duration", async () => {
    const bare = call(1, { title: null, summary: null, agent: null, durationMs: null, status: "active" });
    const element = await mounted(new FakeSession([bare, call(2, { title: null })]));
    const [first, second] = findAll(element, ".call").map((row) => row.textContent);
    for (const part of ["Call in progress", "No agent", "In progress", "–"])
      assert(first?.includes(part), first);
    assert(second?.includes("The caller of call 2"), second);
  });

  for (const [status, words] of [
    ["waiting", "Waiting"],
    ["active", "In progress"],
    ["ended", "Ended"],
    ["unjoined", "Not joined"],
  ] as const) {
    it(`names the status ${status} in words`, async () => {
      const element = await mounted(new FakeSession([call(1, { status })]));
      equal(find(element, ".status").textContent, words);
    });
  }

  it("shows markup in texts as text", async () => {
    const title = `<img src=x onerror="globalThis.hacked = 1"><b>bold</b>`;
    const element = await mounted(
      new FakeSession([call(1, { title, agent: { id: "a", name: "<script>x</script>" } })]),
    );
    equal(find(element, ".title").textContent, title);
    equal(find(element, ".agent").textContent, "<script>x</script>");
    equal([findAll(element, "img, b, script").length, "hacked" in globalThis], [0, false]);
  });

  for (const widthPx of [280, 640, 1_600]) {
    it(`does not overflow ${widthPx} px with words of 10 kB`, async () => {
      const title = "x".repeat(10_000);
      const agent = { id: "a", name: "y".repeat(10_000) };
      const element = await mounted(new FakeSession([call(1, { title, agent }), call(2)]), { widthPx });
      const list = find(element, ".list");
      assert(list.scrollWidth <= list.clientWidth, `${list.scrollWidth} > ${list.clientWidth}`);
      equal(element.getBoundingClientRect().width, widthPx);
      assert(find(element, ".row").offsetHeight < 160, `${find(element, ".row").offsetHeight} px high`);
    });
  }

  it("cuts long texts between characters", async () => {
    const element = await mounted(new FakeSession([call(1, { title: "🎧".repeat(500) })]));
    const words = find(element, ".title").textContent ?? "";
    assert(!/\p{Surrogate}/u.test(words) && words.endsWith("🎧…"), words.slice(-6));
  });

  it("skips items that are no calls", async () => {
    const session = new FakeSession();
    session.reply = () => ({ body: { items: [call(0), { id: 1 }, null, call(1)], next: null } });
    const element = await mounted(session);
    equal(findAll(element, ".call").length, 2);
  });

  it("appends a node, a string or a template that `renderRowEnd` returns", async () => {
    const renderRowEnd = ({ id }: { id: string }) => {
      if (id === "call-0")
        return Object.assign(document.createElement("a"), { href: "#0", textContent: "open" });
      return id === "call-1" ? "<i>text</i>" : html`<em>${id}</em>`;
    };
    const element = await mounted(new FakeSession(calls(3)), { properties: { renderRowEnd } });
    equal(
      findAll(element, ".end").map((end) => end.textContent),
      ["open", "<i>text</i>", "call-2"],
    );
    equal(findAll(element, ".end em, .end a, .end i").length, 2);
  });

  it("keeps a row when `renderRowEnd` or its template throws, and reports it once", async () => {
    const reported: unknown[] = [];
    const listen = (event: ErrorEvent) => {
      reported.push(event.error);
      event.preventDefault();
    };
    addEventListener("error", listen);
    const bang = new Error("bang");
    const renderRowEnd = ({ id }: { id: string }) => {
      if (id === "call-1")
        return html`<p>${{
          [Symbol.toPrimitive]: () => {
            throw bang;
          },
        }}</p>`;
      if (id === "call-2") throw bang;
      return "fine";
    };
    const runner = window.onerror;
    window.onerror = null;
    const element = await mounted(new FakeSession(calls(4)), { properties: { renderRowEnd } });
    window.onerror = runner;
    removeEventListener("error", listen);
    equal(
      findAll(element, ".end").map((end) => end.textContent),
      ["fine", "", "", "fine"],
    );
    assert(shown(element).includes("Call number 2"));
    equal(reported.length, 1);
  });

  it("keeps the nodes and the focus when a new `renderRowEnd` returns the same", async () => {
    const nodes = new Map<string, HTMLElement>();
    const node = (id: string) => nodes.get(id) ?? document.createElement("button");
    const kinds = {
      node: ({ id }: { id: string }) => {
        nodes.set(id, node(id));
        return node(id);
      },
      template: () => html`<button part="note" @click=${() => {}}>Note</button>`,
    };
    for (const render of Object.values(kinds)) {
      const element = await mounted(new FakeSession(calls(3)), {
        properties: { renderRowEnd: (call) => render(call) },
      });
      const button = find(element, ".end button");
      button.focus();
      // As React does: another function at every render.
      for (let count = 0; count < 3; count++) {
        element.renderRowEnd = (call) => render(call);
        await element.updateComplete;
      }
      assert(find(element, ".end button") === button, "the node");
      assert(element.shadowRoot?.activeElement === button, "the focus");
    }
    const element = await mounted(new FakeSession(calls(3)), { properties: { renderRowEnd: () => "same" } });
    const text = find(element, ".end").firstChild?.lastChild;
    element.renderRowEnd = () => "same";
    await element.updateComplete;
    assert(text && find(element, ".end").firstChild?.lastChild === text, "the text");
  });

  it("calls `renderRowEnd` once a row, until it or the call changes", async () => {
    const asked: string[] = [];
    const renderRowEnd = ({ id }: { id: string }) => {
      asked.push(id);
      return id;
    };
    const session = new FakeSession(calls(2));
    const element = await mounted(session, { properties: { renderRowEnd } });
    element.requestUpdate();
    await element.updateComplete;
    equal(asked, ["call-0", "call-1"]);
    element.renderRowEnd = () => "other";
    await element.updateComplete;
    equal(find(element, ".end").textContent, "other");
    element.renderRowEnd = null;
    await element.updateComplete;
    equal(find(element, ".end").checkVisibility(), false);
  });

  it("formats dates and durations in the page's language, and ignores an invalid one", async () => {
    document.documentElement.lang = "de";
    const german = await mounted(new FakeSession([call(1, { createdAt: "2020-03-04T12:30:00Z" })]));
    assert(
      /3 Min\. 4 Sek\./.test(find(german, ".duration").textContent),
      find(german, ".duration").textContent,
    );
    document.documentElement.lang = "no such language!";
    const odd = await mounted(new FakeSession(calls(1)));
    await until(() => shown(odd).includes("Call number 0"), "rows are there");
    document.documentElement.lang = "en";
  });
});
