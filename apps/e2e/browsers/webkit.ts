import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync } from "node:fs";
import { choosePorts, waitUntilAnswers } from "@keyhole/dev/processes";
import type { DrivenBrowser, Engine } from "./driven-browser.ts";

const DRIVER = "/usr/bin/WebKitWebDriver";
const [miniBrowser] = globSync("/usr/lib/*/webkit2gtk-4.*/MiniBrowser");

/** How WebDriver writes keys (WebDriver, section 17.4.2). */
const KEYS = {
  ArrowDown: "\uE015",
  End: "\uE010",
  Enter: "\uE007",
  Escape: "\uE00C",
  Home: "\uE011",
  Tab: "\uE004",
};

/** WebKitGTK, the engine of Safari on Linux, driven by classic WebDriver. */
export const webkit: Engine = {
  name: "WebKitGTK",
  missing: existsSync(DRIVER) && miniBrowser ? [] : ["webkit2gtk-driver"],
  start: ({ env }) => startWebKit(env),
};

async function startWebKit(env: NodeJS.ProcessEnv): Promise<DrivenBrowser> {
  const [port = 0] = await choosePorts([{ name: "driver", port: 0, setting: "" }]);
  const driver = spawn(DRIVER, [`--port=${port}`], { env, stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilAnswers(`${url}/status`, AbortSignal.timeout(30_000));
  const options = { binary: miniBrowser ?? "", args: ["--automation"] };
  const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
  const { sessionId } = (await send(url, "POST", "/session", { capabilities })) as { sessionId: string };
  const ask = (method: string, path: string, body?: object) =>
    send(url, method, `/session/${sessionId}${path}`, body);
  await ask("POST", "/timeouts", { script: 60_000, pageLoad: 60_000 });
  await ask("POST", "/window/rect", { width: 1200, height: 900 });

  const point = (x: number, y: number) => ({
    type: "pointerMove",
    duration: 0,
    x: Math.round(x),
    y: Math.round(y),
  });
  const act = (type: string, actions: object[]) =>
    ask("POST", "/actions", { actions: [{ type, id: type, actions }] });
  return {
    goto: async (to) => void (await ask("POST", "/url", { url: to })),
    back: async () => void (await ask("POST", "/execute/sync", { script: "history.back()", args: [] })),
    async evaluate(run, ...args) {
      const script = `const done = arguments[arguments.length - 1];
        Promise.resolve((${run}).apply(null, [...arguments].slice(0, -1)))
          .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = (await ask("POST", "/execute/async", { script, args })) as {
        value: never;
        error?: string;
      };
      if (error) throw new Error(error);
      return value;
    },
    async inFrame(work) {
      await ask("POST", "/frame", { id: 0 });
      try {
        return await work();
      } finally {
        await ask("POST", "/frame", { id: null });
      }
    },
    click: async (x, y) =>
      void (await act("pointer", [
        point(x, y),
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ])),
    press: async (key) =>
      void (await act("key", [
        { type: "keyDown", value: KEYS[key] },
        { type: "keyUp", value: KEYS[key] },
      ])),
    async openTab() {
      const before = await ask("GET", "/window");
      const { handle } = (await ask("POST", "/window/new", { type: "tab" })) as { handle: string };
      await ask("POST", "/window", { handle });
      return async () => {
        await ask("DELETE", "/window");
        await ask("POST", "/window", { handle: before });
      };
    },
    screenshot: async () => Buffer.from((await ask("GET", "/screenshot")) as string, "base64"),
    async close() {
      await send(url, "DELETE", `/session/${sessionId}`).catch(() => {});
      driver.kill();
      await once(driver, "exit");
    },
  };
}

async function send(origin: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${origin}${path}`, {
    method,
    ...(method === "POST" && { body: JSON.stringify(body ?? {}) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
  return value;
}
