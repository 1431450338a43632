import { createCekura } from "@keyhole/upstream/cekura";
import type { CheckedKey, KeyOptions } from "./checked-key.ts";

/** Where the vendor makes keys. */
export const CEKURA_KEYS = "https://dashboard.cekura.ai, under Settings, Organization, API Key";

const TIMEOUT_MS = 15_000;

export interface CekuraKey {
  /** `organization` sees every project. A project's key and one that only reads look alike until they write. */
  kind: "organization" | "project";
  projects: readonly { id: number; name: string }[];
}

/** Checks a key at the vendor with two requests that change nothing, and finds out what kind it is. */
export async function checkCekuraKey(options: KeyOptions): Promise<CheckedKey<CekuraKey>> {
  if (!/^[\x21-\x7e]{1,500}$/.test(options.apiKey)) {
    return { ok: false, fault: "A key of Cekura is one word of ASCII characters, without spaces." };
  }
  const projects = await createCekura(options).listProjects();
  if (!projects.ok) {
    const fault =
      projects.error.kind === "key_rejected"
        ? "Cekura refuses this key. It may be revoked, or of another organization."
        : `Cekura did not answer as expected (${projects.error.kind}). Try again in a moment.`;
    return { ok: false, fault };
  }
  const kind = (await isOrganizationKey(options)) ? "organization" : "project";
  return { ok: true, value: { kind, projects: projects.value.items.map(({ id, name }) => ({ id, name })) } };
}

/** The list of calls refuses an organization's key that names no project, with 400. */
async function isOrganizationKey({
  apiKey,
  baseUrl,
  fetch = globalThis.fetch,
}: KeyOptions): Promise<boolean> {
  const url = `${baseUrl.replace(/\/$/, "")}/observability/v2/call-logs/?page_size=1`;
  const answer = await fetch(url, {
    headers: { "X-CEKURA-API-KEY": apiKey },
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await answer.body?.cancel();
  return answer.status === 400;
}
