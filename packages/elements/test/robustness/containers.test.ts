import { assert, equal } from "../assert.ts";
import { recordedSession } from "../call-page.ts";
import { calls } from "../calls.ts";
import { FakeSession } from "../fake-session.ts";
import { afterEach, beforeEach, describe, it } from "../mocha.ts";
import { find, findAll, frame, TestCall, TestCalls, unmountAll, until } from "../mount.ts";
import { type PageErrors, watchPageErrors } from "./page-errors.ts";

let errors: PageErrors;

/** Puts an element with 200 calls into a place that is not shown. */
function listIn(box: Element | ShadowRoot): TestCalls {
  const element = Object.assign(new TestCalls(), { given: new FakeSession(calls(200)), site: "acme" });
  box.append(element);
  return element;
}

function place(markup: string): HTMLElement {
  const box = document.createElement("div");
  box.className = "mounted";
  box.style.inlineSize = "900px";
  box.innerHTML = markup;
  return document.body.appendChild(box);
}

function inside(box: HTMLElement, selector: string): HTMLElement {
  const found = box.querySelector<HTMLElement>(selector);
  assert(found);
  return found;
}

/** The rows fill the list, and scrolling brings those that follow. */
async function assertScrolls(element: TestCalls): Promise<void> {
  const list = () => find(element, ".list").getBoundingClientRect();
  const last = () => findAll(element, ".row[role=row]").at(-1)?.getBoundingClientRect();
  await until(() => last() && list().height > 100, "the list is there");
  await until(() => (last()?.bottom ?? 0) >= list().bottom, "rows fill the list");
  await until(() => find(element, ".list").scrollHeight > 3_000, "there is more than is rendered");
  find(element, ".list").scrollTop = 3_000;
  await until(
    () => findAll(element, ".title").some(({ textContent }) => /number [3-9]\d$/.test(textContent)),
    "rows further down are there",
  );
}

describe("element in containers", () => {
  beforeEach(() => {
    errors = watchPageErrors();
  });
  afterEach(async () => {
    unmountAll();
    await errors.end();
  });

  for (const mode of ["open", "closed"] as const) {
    it(`works in a shadow root that is ${mode}`, async () => {
      const root = inside(place("<section></section>"), "section").attachShadow({ mode });
      const element = listIn(root);
      await assertScrolls(element);
      find(element, ".call").focus();
      equal(element.shadowRoot?.activeElement === find(element, ".call"), true);
      find(element, ".call").click();
      await until(() => findAll(element, ".details dl").length === 1, "the call is open");
    });
  }

  it("renders rows when a hidden ancestor is shown", async () => {
    const box = place('<div style="display: none"></div>');
    const hidden = inside(box, "div");
    const element = listIn(hidden);
    await until(() => element.given instanceof FakeSession && element.given.asked.length === 1, "it asks");
    await frame();
    hidden.style.display = "block";
    await assertScrolls(element);
    hidden.style.display = "none";
    await frame();
    hidden.style.display = "block";
    await frame();
    find(element, ".list").scrollTop = 0;
    await assertScrolls(element);
  });

  it("renders rows when <details> open", async () => {
    const details = inside(place("<details><summary>Calls</summary></details>"), "details");
    const element = listIn(details);
    await until(() => element.given instanceof FakeSession && element.given.asked.length === 1, "it asks");
    await frame();
    (details as HTMLDetailsElement).open = true;
    await assertScrolls(element);
  });

  it("renders rows when a dialog opens, and when it opens again", async () => {
    const dialog = inside(place("<dialog></dialog>"), "dialog") as HTMLDialogElement;
    dialog.style.inlineSize = "800px";
    const element = listIn(dialog);
    await until(() => element.given instanceof FakeSession && element.given.asked.length === 1, "it asks");
    await frame();
    dialog.showModal();
    await assertScrolls(element);
    dialog.close();
    await frame();
    dialog.show();
    find(element, ".list").scrollTop = 0;
    await assertScrolls(element);
  });

  it("is a block in any layout", async () => {
    const box = place("");
    const given = recordedSession();
    const one = Object.assign(new TestCall(), { given, site: "acme", callId: "call-0" });
    box.append(one);
    await until(() => findAll(one, ".details").length === 1, "the call is there");
    equal(
      [listIn(box), one].map((element) => getComputedStyle(element).display),
      ["block", "block"],
    );
  });

  it("renders a call when a dialog opens", async () => {
    const dialog = inside(place("<dialog></dialog>"), "dialog") as HTMLDialogElement;
    const given = recordedSession();
    const element = Object.assign(new TestCall(), { given, site: "acme", callId: "call-0" });
    dialog.append(element);
    await until(() => findAll(element, ".details").length === 1, "the call is there");
    dialog.showModal();
    await until(
      () => findAll(element, ".turn").some((turn) => turn.getBoundingClientRect().height > 10),
      "turns are there",
    );
  });
});
