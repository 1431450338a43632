import { parseReleaseList, type ReleaseList } from "./release-list.ts";

const TIMEOUT_MS = 10_000;

/**
 * Returns the releases that the deployed broker lists, or none if nothing is deployed yet. Throws for any other
 * answer: nothing is deployed while the live releases are unknown.
 */
export async function liveReleases(
  publicUrl: string,
  { isFirst = false, fetch = globalThis.fetch }: { isFirst?: boolean; fetch?: typeof globalThis.fetch } = {},
): Promise<ReleaseList> {
  const url = `${publicUrl.replace(/\/$/, "")}/keyhole/manifest.json`;
  try {
    const answer = await fetch(url, {
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // The answer of an address without a Worker, and of a broker without a manifest.
    if (answer.status === 404) return new Map();
    if (answer.status !== 200) throw new Error(`the status is ${answer.status}`);
    return parseReleaseList(await answer.text());
  } catch (error) {
    // The host has no address, so no page has loaded a script from it; or this machine is offline.
    if (codeOf(error) === "ENOTFOUND") {
      if (isFirst) return new Map();
      throw new Error(
        `${publicUrl} has no address. If nothing is deployed there yet, say so with --first; else look whether this machine is online.`,
      );
    }
    throw new Error(`Which releases are live could not be read from ${url}: ${reasonOf(error)}`);
  }
}

function codeOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? cause.code : undefined;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
