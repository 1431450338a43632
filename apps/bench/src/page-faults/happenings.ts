import type { Demo } from "@keyhole/launch";
import type { FaultyPage } from "./faulty-page.ts";

const HOUR_MS = 3_600_000;

/** Something that happens to the page itself, or to what it holds, while it polls. */
export interface Happening {
  name: string;
  /** Runs in the page before its own scripts. */
  script?: () => void;
  begin?(page: FaultyPage, demo: Demo): Promise<void>;
  end?(page: FaultyPage): Promise<void>;
  /** The page's clock is a made-up one. */
  movesClock?: true;
}

export const HAPPENINGS: readonly Happening[] = [
  { name: "tab asleep for an hour", begin: fallAsleep, end: wakeUp, movesClock: true },
  { name: "tokens revoked", begin: (_, demo) => revokeTokens(demo), end: askAgain },
  { name: "storage refused", script: refuseStorage },
];

/** Stops the page's clock and its timers. */
async function fallAsleep({ page }: FaultyPage): Promise<void> {
  const nowMs = await page.evaluate(() => Date.now());
  await page.clock.pauseAt(nowMs + 1_000);
}

/** The clock has gone on, and each timer that was due is told once. */
async function wakeUp({ page }: FaultyPage): Promise<void> {
  await page.clock.fastForward(HOUR_MS);
  await page.clock.resume();
}

async function revokeTokens({ brokerUrl, secrets }: Demo): Promise<void> {
  const answer = await fetch(`${brokerUrl}/v1/admin/revoke`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secrets.adminSecret}`, "Content-Type": "application/json" },
    body: JSON.stringify({ site: "acme" }),
  });
  if (!answer.ok) throw new Error(`the broker answers ${answer.status}: ${await answer.text()}`);
}

/** The element that is told first waits for its viewer, and asks for all; the others may have the next token already. */
async function askAgain({ page }: FaultyPage): Promise<void> {
  const [button] = await page.locator("main [part~='strip'] button, main [part~='notice'] button").all();
  await button?.click();
}

/** As a browser does that keeps storage from a page in a frame of another site. */
function refuseStorage(): void {
  for (const name of ["indexedDB", "localStorage", "sessionStorage"])
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
}
