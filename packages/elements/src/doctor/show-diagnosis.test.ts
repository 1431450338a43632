import type { Diagnosis } from "@keyhole/contract";
import { assert, equal } from "../../test/assert.ts";
import { axeViolations } from "../../test/axe.ts";
import { brokerSays } from "../../test/doctor-page.ts";
import { FakeSession, problem } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  find,
  findAll,
  mount,
  mountCall,
  mountOverview,
  type TestCalls,
  unmountAll,
  until,
} from "../../test/mount.ts";

const { fetch } = globalThis;
const dialogIn = (element: TestCalls) => findAll(element, "dialog")[0] as HTMLDialogElement | undefined;
const buttonIn = (element: TestCalls, words: string) =>
  findAll(element, "button").find(({ textContent }) => textContent?.trim() === words);

/** An element that the broker refuses, with the button that finds out why. */
async function refused(): Promise<TestCalls> {
  globalThis.fetch = async () => brokerSays({ checks: { origin: false, key: null } });
  const session = new FakeSession();
  session.reply = () => ({ failure: problem("origin_not_allowed") });
  const element = mount(session, { attributes: { site: "acme", broker: "https://broker.example" } });
  await until(() => buttonIn(element, "Find out why"), "the button is there");
  return element;
}

async function opened(): Promise<{ element: TestCalls; dialog: HTMLDialogElement }> {
  const element = await refused();
  buttonIn(element, "Find out why")?.click();
  await until(() => buttonIn(element, "Copy as text"), "the result is there");
  const dialog = dialogIn(element);
  assert(dialog, "the dialog is there");
  return { element, dialog };
}

describe("a diagnosis", () => {
  afterEach(() => {
    unmountAll();
    globalThis.fetch = fetch;
  });

  it("appears as soon as somebody asks, and is filled when the checks are done", async () => {
    const element = await refused();
    buttonIn(element, "Find out why")?.click();
    await until(() => dialogIn(element)?.open, "the dialog is open");
    assert(
      find(element, "[part=diagnosis-status]").textContent?.startsWith("Checking"),
      "it says that it checks",
    );
    await until(() => buttonIn(element, "Copy as text"), "the result is there");
    equal(find(element, "[part=diagnosis-status]").textContent, "1 check failed.");
  });

  it("shows each check with its verdict in words, and with what to do", async () => {
    const { element } = await opened();
    const words = (part: string, of: Element) => of.querySelector(`[part=${part}]`)?.textContent ?? "";
    const rows = findAll(element, "[part=check]").map((row) => [
      words("check-name", row),
      words("check-verdict", row),
    ]);
    equal(rows.length, 15);
    const verdictOf = (name: string) => rows.find(([check]) => check === name)?.[1];
    equal(verdictOf("Site"), "In order");
    equal(verdictOf("Origin allowed for the site"), "Not in order");
    equal(verdictOf("API key of the Worker"), "Not certain");
    const failed = find(element, ".diagnosis li.failed");
    assert(words("check-fix", failed).includes("“origins”"), "what to do");
    assert(getComputedStyle(failed, "::before").content.includes("✗"), "a sign beside the colour");
  });

  it("has nothing that axe finds", async () => {
    const { element } = await opened();
    equal(await axeViolations(element), []);
    equal(dialogIn(element)?.ariaLabel, "Why does this not work?");
  });

  it("copies what it shows as text, and says so", async () => {
    const { element } = await opened();
    let copied = "";
    const { writeText } = navigator.clipboard;
    navigator.clipboard.writeText = async (words) => {
      copied = words;
    };
    try {
      buttonIn(element, "Copy as text")?.click();
      await until(() => find(element, "[part=diagnosis-status]").textContent === "Copied", "it says so");
    } finally {
      navigator.clipboard.writeText = writeText;
    }
    const lines = copied.split("\n");
    assert(lines[0]?.startsWith(`test-calls source, ${globalThis.origin}, 20`), copied);
    assert(copied.includes("Origin allowed for the site: Not in order\n  Its origin"), copied);
    assert(!/\?|eyJ|thumbprint/.test(copied), copied);
  });

  it("leaves the page when it is closed, and gives the focus back", async () => {
    const element = await refused();
    const button = buttonIn(element, "Find out why");
    button?.focus();
    button?.click();
    await until(() => buttonIn(element, "Copy as text"), "the result is there");
    buttonIn(element, "Close")?.click();
    await until(() => !dialogIn(element), "the dialog is gone");
    equal(element.shadowRoot?.activeElement, button);
  });

  it("keeps its keys from the list around it, and from the page", async () => {
    const { dialog } = await opened();
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent) => heard.push(key);
    document.addEventListener("keydown", hear);
    dialog
      .querySelector("button")
      ?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
    document.removeEventListener("keydown", hear);
    equal(heard, []);
  });
});

describe("diagnose() of an element", () => {
  afterEach(() => {
    unmountAll();
    globalThis.fetch = fetch;
  });

  for (const put of [mount, mountCall, mountOverview]) {
    it(`${put.name}: resolves to the same list, and shows nothing unless asked to`, async () => {
      globalThis.fetch = async () => brokerSays();
      const element = put(new FakeSession(), { attributes: { site: "acme", "call-id": "call-0" } });
      const { checks, version } = await element.diagnose();
      equal([checks.length, version], [15, "source"]);
      equal(findAll(element, "dialog"), []);
    });
  }

  it("names a mistake in the markup, and asks nobody", async () => {
    let asked = 0;
    globalThis.fetch = async () => {
      asked += 1;
      return brokerSays();
    };
    const element = mount(new FakeSession(), { attributes: { site: "acme", "api-key": "secret" } });
    const { checks }: Diagnosis = await element.diagnose();
    const settings = checks.find(({ id }) => id === "settings");
    equal(settings?.ok, false);
    assert(settings?.fix?.includes("“api-key”"), settings?.fix ?? "");
    assert(!JSON.stringify(checks).includes("“secret”"), "the value");
    equal(asked, 0);
  });
});

describe("a diagnosis under a strict page policy", () => {
  afterEach(unmountAll);

  it("names the directives that the policy lacks, and breaks no other", async () => {
    const policy =
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'none'; require-trusted-types-for 'script'";
    const frame = document.createElement("iframe");
    frame.className = "mounted";
    const script = new URL("../../test/policy-page.ts", import.meta.url).href;
    frame.srcdoc = `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>x</title><body data-forbidden="https://broker.invalid"><script type="module" src="${script}"></script>`;
    document.body.append(frame);
    const page = () => frame.contentWindow as Window & { element?: TestCalls; violations?: string[] };
    await until(() => page().element, "the page has its element");
    const { checks } = (await page().element?.diagnose({ show: true })) ?? { checks: [] };
    const found = checks.find(({ id }) => id === "policy");
    equal(found?.ok, false);
    assert(found?.fix?.includes("https://broker.invalid to connect-src, media-src"), found?.fix ?? "");
    equal(
      checks.find(({ id }) => id === "broker"),
      { id: "broker", ok: null, fix: null },
    );
    const others = page().violations?.filter((violation) => !/^(connect|media)-src /.test(violation));
    equal(others, []);
  });
});
