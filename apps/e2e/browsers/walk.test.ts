/**
 * `npx -y pnpm@12 run test:browsers`: the main walk in Firefox and WebKitGTK, where they are installed. Pages come
 * from a real server, the broker is the Worker, and the Back-forward cache is the browser's own.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { type Customer, startCustomer } from "../test/support/customer.ts";
import type { Display, DrivenBrowser } from "./driven-browser.ts";
import { firefox, startFirefox } from "./firefox.ts";
import { missingPrograms, openDisplay } from "./open-display.ts";
import { clickOn, focus, look, until, waitFor } from "./page-eyes.ts";
import { webkit } from "./webkit.ts";

const PICTURES = fileURLToPath(new URL("../../../.reports/browsers/", import.meta.url));
/** After this long without a change, a box no longer scrolls. */
const REST_MS = 500;
const LIST = '<keyhole-calls site="acme" assertion-src="/keyhole-assertion"></keyhole-calls>';
const NOTES = `<script>addEventListener("pageshow", ({ persisted }) => { if (persisted) document.title = "restored"; })</script>`;
const VIOLATIONS = `document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
  // The browser's own question.
  if (!blockedURI.endsWith("/favicon.ico")) document.title = effectiveDirective;
})`;

for (const engine of [firefox, webkit]) {
  const missing = [...engine.missing, ...missingPrograms()];
  const skip = missing.length > 0 && `not installed: apt-get install ${missing.join(" ")}`;
  describe(engine.name, { skip }, () => {
    let customer: Customer;
    let display: Display;
    let browser: DrivenBrowser;
    before(async () => {
      customer = await startCustomer();
      display = await openDisplay();
      browser = await engine.start(display);
      customer.files.set("/list", { body: `${NOTES}<!--keyhole--><h1>Calls</h1>${LIST}` });
      customer.files.set("/other", { body: "<h1>Another page</h1>" });
    });
    after(async () => {
      await browser?.close();
      await display?.stop();
      await customer?.demo.stop();
    });

    const url = (path: string) => `${customer.demo.pageUrl}${path}`;
    const rows = (wanted?: (seen: readonly { text: string }[]) => boolean) =>
      waitFor(browser, "[part~=row]", wanted);

    async function signIn(member: string): Promise<void> {
      await browser.evaluate(async (member: string) => {
        const headers = { "Content-Type": "application/json" };
        await fetch("/sign-in", { method: "POST", headers, body: JSON.stringify({ member }) });
      }, member);
    }

    /** Opens the list as a member. Firefox gives keys to buttons only after a click of a real mouse. */
    async function openList(member: string): Promise<void> {
      await browser.goto(url("/other"));
      await signIn(member);
      await browser.goto(url("/list"));
      await rows();
      await display.clickBelowPage();
      await clickOn(browser, "h1");
    }

    /** Turns the wheel of the screen's mouse over the list. */
    async function turnWheel(): Promise<void> {
      const [row] = await rows();
      const { left, top } = await browser.evaluate(() => ({
        left: screenX,
        top: screenY + outerHeight - innerHeight,
      }));
      await display.turnWheel(left + (row?.x ?? 0), top + 400);
    }

    async function takePicture(name: string): Promise<void> {
      mkdirSync(PICTURES, { recursive: true });
      writeFileSync(`${PICTURES}${engine.name}-${name}.png`, await browser.screenshot());
    }

    it("walks the list by keys and wheel, with one Tab stop for all rows", async () => {
      await openList("ines");
      await takePicture("list");
      const stops: string[] = [];
      for (let presses = 0; presses < 30 && stops.at(-1) !== "body"; presses += 1) {
        await browser.press("Tab");
        const { tag, part, row } = await focus(browser);
        stops.push(row ? "row" : part || tag);
        if (row) break;
      }
      assert.deepEqual(
        stops.filter((stop) => stop === "div" || stop === "list" || stop === "body"),
        [],
        stops.join(", "),
      );
      assert.equal(stops.at(-1), "row", stops.join(", "));
      await browser.press("End");
      await until("the focus on a later row", async () => Number((await focus(browser)).row) > 20);
      await browser.press("Home");
      await until("the focus on the first row", async () => (await focus(browser)).row === "1");
      const [first] = await rows();
      await turnWheel();
      await until("other rows in sight", async () => {
        const top = (await look(browser, "[part~=row]"))[0];
        return top?.text !== first?.text || (top?.y ?? 0) < (first?.y ?? 0);
      });
    });

    it("opens a call by Enter, and Escape and Back close it", async () => {
      await openList("ines");
      await clickOn(browser, "[part~=call]", 2);
      await waitFor(browser, "[part~=turn]");
      await takePicture("call");
      await browser.press("Escape");
      await waitFor(browser, "[part~=turn]", (seen) => seen.length === 0);
      await until("the focus on the call's row", async () => (await focus(browser)).row === "3");
      await browser.press("Enter");
      await waitFor(browser, "[part~=turn]");
      // Without the Navigation API, Back leaves the page.
      if (!(await browser.evaluate(() => "navigation" in globalThis))) return;
      await browser.back();
      await waitFor(browser, "[part~=turn]", (seen) => seen.length === 0);
      assert.equal(await browser.evaluate(() => location.pathname), "/list");
    });

    it("plays a recording", async () => {
      await openList("ines");
      await openRecording();
      await clickOn(browser, "[part~=play]");
      const position = async () => (await look(browser, "[part~=time]"))[0]?.text ?? "";
      const start = await position();
      await until("the recording to go on", async () => (await position()) !== start);
      await takePicture("recording");
    });

    /** How many tickets the page asked for. */
    const tickets = () =>
      browser.evaluate(
        () =>
          performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/recording")).length,
      );

    /** Opens calls until one has a recording. */
    async function openRecording(): Promise<void> {
      for (let row = 2; row < 9; row += 1) {
        await clickOn(browser, "[part~=call]", row);
        await waitFor(browser, "[part~=turn]");
        await waitFor(
          browser,
          "[part~=player]",
          ([player]) => player !== undefined && !/^Loading/.test(player.text),
        );
        if ((await look(browser, "[part~=play]")).length > 0) return;
        await browser.press("Escape");
        await waitFor(browser, "[part~=turn]", (seen) => seen.length === 0);
      }
      assert.fail("no call with a recording");
    }

    it("tries once to play without a sound device, and says so", { skip: engine !== firefox }, async () => {
      const usual = browser;
      browser = await startFirefox(display.silentEnv);
      try {
        await openList("ines");
        await openRecording();
        const before = await tickets();
        await clickOn(browser, "[part~=play]");
        const [player] = await waitFor(browser, "[part~=player]", ([seen]) =>
          /could not/.test(seen?.text ?? ""),
        );
        assert.match(player?.text ?? "", /no sound output/);
        assert.equal(await tickets(), before);
      } finally {
        await browser.close();
        browser = usual;
      }
    });

    it("exports the list", async () => {
      await openList("ines");
      await clickOn(browser, "[part~=export]");
      await clickOn(browser, "[part~=export-format]");
      await waitFor(browser, "[part~=export-link]");
      await takePicture("export");
    });

    it("shows nothing of a member to the next after Back from the cache", async () => {
      await openList("maya");
      const before = (await rows()).map(({ text }) => text);
      await browser.goto(url("/other"));
      await signIn("jonas");
      await browser.back();
      await until("the restored page", () => browser.evaluate(() => document.title === "restored"));
      const after = (await rows((seen) => seen.length > 0 && seen[0]?.text !== before[0])).map(
        ({ text }) => text,
      );
      assert.deepEqual(
        after.filter((text) => before.includes(text)),
        [],
      );
      await takePicture("restored");
    });

    it("keeps the list's place in the back-forward cache", async () => {
      await openList("ines");
      const scrolled = () =>
        browser.evaluate(() => {
          const boxes = [
            ...(document.querySelector("keyhole-calls")?.shadowRoot?.querySelectorAll("*") ?? []),
          ];
          return Math.round(Math.max(...boxes.map(({ scrollTop }) => scrollTop)));
        });
      await until("a list that is scrolled", async () => {
        await turnWheel();
        return (await scrolled()) > 300;
      });
      await until("the list at rest", async () => {
        const before = await scrolled();
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
        return before === (await scrolled());
      });
      const before = await scrolled();
      await browser.goto(url("/other"));
      await browser.back();
      await until("the restored page", () => browser.evaluate(() => document.title === "restored"));
      await rows();
      assert.equal(await scrolled(), before);
    });

    it("empties every tab at sign-out", async () => {
      await openList("maya");
      const closeTab = await browser.openTab();
      await browser.goto(url("/list"));
      await rows();
      await browser.evaluate(() =>
        document.querySelector<HTMLElement & { signOut(): Promise<void> }>("keyhole-calls")?.signOut(),
      );
      await rows((seen) => seen.length === 0);
      await closeTab();
      await rows((seen) => seen.length === 0);
      await takePicture("signed-out");
    });

    it("works under a strict policy", async () => {
      const { brokerUrl } = customer.demo;
      customer.files.set("/strict.js", { type: "text/javascript", body: VIOLATIONS });
      customer.files.set("/strict", {
        body: `<script src="/strict.js"></script><!--keyhole-->${LIST}`,
        headers: {
          "Content-Security-Policy": `default-src 'none'; script-src 'self' ${brokerUrl}; connect-src 'self' ${brokerUrl}; media-src ${brokerUrl}; style-src 'none'; require-trusted-types-for 'script'`,
        },
      });
      await openList("ines");
      await browser.goto(url("/strict"));
      await rows();
      await clickOn(browser, "[part~=call]", 2);
      await waitFor(browser, "[part~=turn]");
      assert.equal(await browser.evaluate(() => document.title), "Host");
      await takePicture("strict");
    });

    it("works in a frame of another site", async () => {
      customer.files.set("/public", {
        body: `<!--keyhole--><keyhole-calls site="northside"></keyhole-calls>`,
      });
      const other = createServer((_, response) => {
        response.writeHead(200, { "Content-Type": "text/html" });
        response.end(
          `<!doctype html><h1>Another site</h1><iframe src="${url("/public")}" width="1000" height="600"></iframe>`,
        );
      });
      other.listen(0, "127.0.0.1");
      await once(other, "listening");
      try {
        await browser.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
        await browser.inFrame(() => rows());
        await takePicture("frame");
      } finally {
        other.close();
        other.closeAllConnections();
      }
    });
  });
}
