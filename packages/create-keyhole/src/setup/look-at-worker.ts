import type { OwnerSite } from "../config/check-owner-config.ts";
import { SetupError } from "../terminal/setup-error.ts";
import type { SetupContext } from "./setup-context.ts";

/** A new address needs its certificate, and a new version some seconds until it is everywhere. */
const PATIENCE_MS = 90_000;
const PAUSE_MS = 2000;
const TIMEOUT_MS = 10_000;

/** Waits until the deployed Worker is well, then has it say what a page of each site would still lack. */
export async function lookAtWorker(
  context: SetupContext,
  publicUrl: string,
  sites: readonly OwnerSite[],
): Promise<void> {
  const { terminal } = context;
  await terminal.while("Waiting for the Worker", `The Worker is well: ${publicUrl}/v1/health`, () =>
    waitForHealth(context, publicUrl),
  );
  for (const { id, origins } of sites) {
    for (const fix of await diagnose(context, publicUrl, id, origins)) terminal.warn(`${id}: ${fix}`);
  }
}

async function waitForHealth({ fetch, sleep, now }: SetupContext, publicUrl: string): Promise<void> {
  const url = `${publicUrl}/v1/health`;
  const untilMs = now() + PATIENCE_MS;
  let last = await readStatus(fetch, url);
  while (last !== "ok" && now() < untilMs) {
    await sleep(PAUSE_MS);
    last = await readStatus(fetch, url);
  }
  if (last === "ok") return;
  throw new SetupError(
    `${publicUrl}/v1/health answers ${last}. npx wrangler tail shows the Worker's log, which names the reason.`,
  );
}

async function readStatus(fetch: SetupContext["fetch"], url: string): Promise<string> {
  try {
    const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body = (await answer.json()) as { status?: unknown; code?: unknown };
    if (answer.ok && body.status === "ok") return "ok";
    return String(body.code ?? body.status);
  } catch {
    return "nothing";
  }
}

/** What `GET /v1/doctor` says has to be done. */
async function diagnose(
  { fetch }: SetupContext,
  publicUrl: string,
  site: string,
  origins: readonly string[],
): Promise<string[]> {
  const origin = origins.find((each) => !each.includes("*"));
  try {
    const answer = await fetch(`${publicUrl}/v1/doctor?site=${encodeURIComponent(site)}`, {
      headers: origin === undefined ? {} : { Origin: origin },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) return [];
    const { checks } = (await answer.json()) as {
      checks: { id: string; ok: boolean | null; fix: string | null }[];
    };
    return checks.flatMap(({ id, ok, fix }) =>
      ok === false && (id !== "origin" || origin !== undefined) ? [fix ?? `the check ${id} fails`] : [],
    );
  } catch {
    // Health has answered; what a page lacks is told by the elements too.
    return [];
  }
}
