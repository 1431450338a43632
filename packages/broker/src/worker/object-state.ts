import type { SiteState, ViewerState } from "../admission/state.ts";
import type { UpstreamState } from "../budget/lease.ts";
import { Refusal } from "../http/refusal.ts";
import { sha256 } from "../keys/sha256.ts";
import type { BrokerState } from "../state/broker-state.ts";

/** A Durable Object binding, as far as the broker uses it. */
interface Namespace<State> {
  getByName(name: string): State;
}

/** Keeps state in Durable Objects: one per viewer, per audience of a site, and per upstream key. */
export function createObjectState(env: Readonly<Record<string, unknown>>): BrokerState {
  /** Finds an object by parts of its name. A missing binding refuses immediately, not on first use. */
  function find<State>(binding: string, ...parts: readonly string[]): () => Promise<State> {
    const namespace = env[binding] as Namespace<State> | undefined;
    if (namespace === undefined) {
      throw new Refusal(
        "not_configured",
        `The Worker lacks its Durable Object binding ${binding}; see its wrangler.jsonc.`,
      );
    }
    return async () => namespace.getByName(await objectName(...parts));
  }
  return {
    viewer(site, subject) {
      const object = find<ViewerState>("VIEWERS", site, subject);
      return {
        admit: async (use) => (await object()).admit(use),
        bindAssertion: async (use) => (await object()).bindAssertion(use),
      };
    },
    site(site, audience) {
      const object = find<SiteState>("SITES", site, audience);
      return { take: async (use) => (await object()).take(use) };
    },
    upstream(name, key) {
      const object = find<UpstreamState>("UPSTREAMS", name, key);
      return {
        lease: async (request) => (await object()).lease(request),
        permit: async (audience) => (await object()).permit(audience),
        shrink: async () => (await object()).shrink(),
      };
    },
  };
}

/** Names an object by a hash: a subject may be an e-mail address, and names are stored. */
export async function objectName(...parts: readonly string[]): Promise<string> {
  const digest = await sha256(parts.join("\n"));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
