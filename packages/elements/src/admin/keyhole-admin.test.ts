import { assert, equal } from "../../test/assert.ts";
import { axeViolations } from "../../test/axe.ts";
import { FakeClock } from "../../test/fake-clock.ts";
import { after, afterEach, before, describe, it } from "../../test/mocha.ts";
import { settle, until } from "../../test/wait.ts";
import { ADMIN_IDLE_MS } from "../base/limits.ts";
import { openSession, type Session } from "../session/index.ts";
import type { KeyholeAdmin } from "./keyhole-admin.ts";
import "./index.ts";

/** As the broker behind these tests has it, see `test/node/serve-broker.ts`. */
const SECRET = "an-admin-secret-of-the-tests-0123456789abc";
const SITE = "switched";

let saved: { name: string; text: string }[] = [];
let session: Session;
let clock: FakeClock;
const leaving = new EventTarget();

/** The page over the real broker. */
function open(): KeyholeAdmin {
  const page = document.createElement("keyhole-admin") as KeyholeAdmin;
  clock = new FakeClock();
  clock.nowMs = Date.now();
  page.base = `${location.origin}/`;
  page.clock = clock;
  // The test runner hears the window's own.
  page.leaving = leaving;
  saved = [];
  page.save = (name, _type, text) => void saved.push({ name, text: String(text) });
  document.body.append(page);
  return page;
}

const words = (page: KeyholeAdmin) => page.shadowRoot?.querySelector(".box")?.textContent ?? "";
const all = <E extends HTMLElement>(page: KeyholeAdmin, selector: string) => [
  ...(page.shadowRoot?.querySelectorAll<E>(selector) ?? []),
];

/** Presses a button, once it is there. */
async function press(page: KeyholeAdmin, name: string): Promise<void> {
  const found = () =>
    all<HTMLButtonElement>(page, "button").find((button) =>
      (button.getAttribute("aria-label") ?? button.textContent ?? "").trim().startsWith(name),
    );
  await until(() => found() !== undefined, `the button ${name} is there`);
  found()?.click();
}

async function signIn(page: KeyholeAdmin, secret = SECRET): Promise<void> {
  await until(() => all(page, "#secret").length > 0, "the field is there");
  const [field] = all<HTMLInputElement>(page, "#secret");
  assert(field);
  field.value = secret;
  field.form?.requestSubmit();
}

async function signedIn(): Promise<KeyholeAdmin> {
  const page = open();
  await signIn(page);
  await until(() => all(page, ".table tbody tr").length > 0, "events are there");
  return page;
}

const list = () => session.request("/v1/calls?limit=1", { parse: (body: unknown) => body as object });

before(async () => {
  document.documentElement.lang = "en";
  session = openSession({ broker: location.origin, site: SITE, assertion: null });
  equal((await list()).ok, true);
});
afterEach(() => {
  for (const page of document.querySelectorAll("keyhole-admin")) page.remove();
});
after(() => document.documentElement.removeAttribute("lang"));

describe("the owner's page over the real broker", () => {
  it("says that a secret is wrong, empties the field and keeps the focus there", async () => {
    const page = open();
    await signIn(page, "wrong");
    await until(() => words(page).includes("The secret is wrong"), "it says so");
    const [field] = all<HTMLInputElement>(page, "#secret");
    equal([field?.value, field?.type, field?.autocomplete], ["", "password", "off"]);
    await until(() => page.shadowRoot?.activeElement === field, "the field has the focus");
  });

  it("lists events, and narrows them by site and kind", async () => {
    const page = await signedIn();
    const kinds = () =>
      all(page, "tbody tr td:nth-child(2) .cell").map(
        (cell) => cell.textContent?.trim().split(/POST|GET|PUT/)[0],
      );
    const choose = (name: string, value: string) => {
      const [field] = all<HTMLSelectElement>(page, `select[name=${name}]`);
      assert(field);
      field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    await until(() => all(page, "select[name=site] option").length > 2, "the sites are there");
    choose("site", SITE);
    choose("kind", "mint");
    await until(() => new Set(kinds()).size === 1, "only one kind is left");
    equal([...new Set(kinds())], ["Token"]);
    equal(await axeViolations(page), []);
  });

  it("switches a viewer off after a question, and on again", async () => {
    const page = await signedIn();
    await press(page, "Act on viewer");
    await until(() => all<HTMLDialogElement>(page, "dialog[open]").length > 0, "it asks");
    assert(words(page).includes("Both hold everywhere within 10 seconds"));
    await press(page, "Cancel");
    equal(all(page, "dialog[open]").length, 0);
    equal((await list()).ok, true);

    await press(page, "Act on viewer");
    await until(() => all(page, "dialog[open]").length > 0, "it asks again");
    await press(page, "Switch off this viewer");
    await until(() => words(page).includes("Switched off: "), "it says so");
    await press(page, "Switches");
    await until(() => all(page, ".card tbody tr").length > 0, "the viewer is in the list of switches");
    await press(page, "Act on viewer");
    await until(() => all(page, "dialog[open]").length > 0, "it asks once more");
    await press(page, "Switch on this viewer");
    await until(() => words(page).includes("Switched on: "), "it says that, too");
  });

  it("switches a site off, so that its viewers are refused, and on again", async () => {
    const page = await signedIn();
    await press(page, "Switches");
    await until(() => words(page).includes(SITE), "the site is there");
    await press(page, `Switch off the site ${SITE}`);
    await until(() => all(page, "dialog[open]").length > 0, "it asks");
    const confirm = all<HTMLButtonElement>(page, "dialog .danger")[0];
    confirm?.click();
    await until(() => words(page).includes(`Switched off: ${SITE}`), "it says so");
    const refused = await list();
    assert("failure" in refused && refused.failure.kind === "problem");
    equal(refused.failure.problem.code, "site_disabled");
    await press(page, `Switch on the site ${SITE}`);
    await until(() => all(page, "dialog[open]").length > 0, "it asks again");
    all<HTMLButtonElement>(page, "dialog .danger")[0]?.click();
    await until(() => words(page).includes(`Switched on: ${SITE}`), "it is on");
    session.signIn();
    equal((await list()).ok, true);
  });

  it("saves the events of the filters, a JSON object a line", async () => {
    const page = await signedIn();
    await press(page, "Save as NDJSON");
    await until(() => saved.length > 0, "a file is saved");
    const [{ name, text } = { name: "", text: "" }] = saved;
    equal(name, "audit.ndjson");
    const kinds = text
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    assert(kinds.includes("mint") && kinds.includes("admin"));
  });

  it("draws charts, and shows the same as tables", async () => {
    const page = await signedIn();
    await press(page, "Charts");
    await until(() => words(page).includes("Requests to Ultravox against the limit"), "charts are there");
    await until(() => all(page, ".bars[d^=M]").length > 0, "tokens are drawn");
    await press(page, "Show as tables");
    await until(() => all(page, "details tbody tr").length > 60, "the minutes are in a table");
  });

  it("shows what the Worker has in use, and that no call is on its way to Cekura", async () => {
    const page = await signedIn();
    await press(page, "Worker");
    await until(() => all(page, "meter").length > 0, "budgets are there");
    await press(page, "Deliveries");
    await until(() => words(page).includes("No deliveries"), "there are none");
  });

  it("has the secret in no attribute, text, storage or address", async () => {
    const page = await signedIn();
    const markup = `${document.documentElement.outerHTML}${page.shadowRoot?.innerHTML}`;
    const values = all<HTMLInputElement>(page, "input").map(({ value }) => value);
    const stored = JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      history.state,
    ]);
    for (const text of [markup, values.join(), stored, location.href]) assert(!text.includes(SECRET));
  });

  it("takes all away when the owner signs out, leaves, or does nothing for a while", async () => {
    for (const leave of [
      (page: KeyholeAdmin) => press(page, "Sign out"),
      () => leaving.dispatchEvent(new Event("pagehide")),
      () => clock.pass(ADMIN_IDLE_MS),
    ]) {
      const page = await signedIn();
      await leave(page);
      await settle();
      equal(all(page, "tbody tr").length, 0);
      assert(words(page).includes("You were signed out"));
      page.remove();
    }
  });

  it("counts a key as use", async () => {
    const page = await signedIn();
    await clock.pass(ADMIN_IDLE_MS - 1);
    page.shadowRoot
      ?.querySelector("h2")
      ?.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, composed: true }));
    await clock.pass(ADMIN_IDLE_MS - 1);
    assert(all(page, "tbody tr").length > 0);
  });

  it("speaks the language of the document, also once it changes", async () => {
    const page = await signedIn();
    document.documentElement.lang = "de-AT";
    await until(() => words(page).includes("Audit-Protokoll"), "it speaks German");
    document.documentElement.lang = "en";
    await until(() => words(page).includes("Audit log"), "it speaks English again");
  });
});
