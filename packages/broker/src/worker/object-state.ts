import type { SiteState, ViewerState } from "../admission/state.ts";
import type { AuditState } from "../audit/audit-state.ts";
import { QUESTION_OBJECT_CHARACTERS } from "../base/limits/answers.ts";
import { NAMES_REMEMBERED, STATE_TIMEOUT_MS } from "../base/limits/state.ts";
import { Recent } from "../base/recent.ts";
import { within } from "../base/within.ts";
import type { DeliveryLedger } from "../bridge/delivery.ts";
import type { UpstreamState } from "../budget/lease.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseLate, refuseState } from "../http/refusals.ts";
import { hmacSha256, toHex } from "../keys/hmac.ts";
import { deriveKey } from "../keys/keyring.ts";
import { sha256 } from "../keys/sha256.ts";
import type { ProjectKeyState } from "../provisioning/key-record.ts";
import type { QuestionsState } from "../questions/question-boards.ts";
import type { QuestionState } from "../questions/question-state.ts";
import { joinLedgers } from "../starts/join-ledgers.ts";
import type { StartState } from "../starts/start-ledger.ts";
import type { BrokerState } from "../state/broker-state.ts";
import type { SwitchState } from "../switches/switch-state.ts";

/** A Durable Object binding, as far as the broker uses it. */
interface Namespace<State> {
  getByName(name: string): State;
  /** The same objects, all in one part of the world. workerd alone has none. */
  jurisdiction(name: string): Namespace<State>;
}

/**
 * Keeps state in Durable Objects: one per viewer, per audience of a site, per upstream key, per project in
 * Cekura, and per site with a bridge.
 */
export function createObjectState(env: Readonly<Record<string, unknown>>): BrokerState {
  // While a secret is rotated, a viewer has an object under each: what one has seen, the next keeps.
  const viewerNames = [env.KEYHOLE_SECRET, env.KEYHOLE_SECRET_PREVIOUS]
    .filter((secret) => typeof secret === "string" && secret !== "")
    .map((secret) => createViewerNames(String(secret)));
  /** The objects of a binding. A missing one refuses immediately, not on first use. */
  function bound<State>(binding: string): Namespace<State> {
    const namespace = env[binding] as Namespace<State> | undefined;
    if (namespace === undefined) {
      throw new Refusal(
        "not_configured",
        `The Worker lacks its Durable Object binding ${binding}; see its wrangler.jsonc.`,
      );
    }
    const { KEYHOLE_JURISDICTION: jurisdiction } = env;
    return typeof jurisdiction === "string" && jurisdiction !== ""
      ? namespace.jurisdiction(jurisdiction)
      : namespace;
  }
  /** Asks an object, found by parts of its name. */
  function find<State>(binding: string, ...parts: readonly string[]) {
    const objects = bound<State>(binding);
    return async <Answer>(ask: (object: State) => Promise<Answer>): Promise<Answer> => {
      const object = objects.getByName(await objectName(...parts));
      return answerOf(binding, () => ask(object));
    };
  }
  /** A question waits in an object for another isolate's answer. Its name says nothing: it is an HMAC in hexadecimal. */
  function question(name: string): QuestionState {
    const object = bound<QuestionsState>("QUESTIONS").getByName(name.slice(0, QUESTION_OBJECT_CHARACTERS));
    return {
      ask: (asking) =>
        answerOf("QUESTIONS", () => object.ask(name, asking), asking.waitMs + STATE_TIMEOUT_MS),
      tell: (telling) => answerOf("QUESTIONS", () => object.tell(name, telling)),
    };
  }
  return {
    viewer(site, subject) {
      const viewers = bound<ViewerState>("VIEWERS");
      const ofEach = <Answer>(ask: (viewer: ViewerState) => Promise<Answer>) =>
        Promise.all(
          viewerNames.map(async (name) => {
            const object = viewers.getByName(await name(site, subject));
            return answerOf("VIEWERS", () => ask(object));
          }),
        );
      return {
        async admit(use) {
          const admissions = await ofEach((viewer) => viewer.admit(use));
          return admissions.find(({ ok }) => !ok) ?? { ok: true };
        },
      };
    },
    site(site, audience) {
      const ask = find<SiteState>("SITES", site, audience);
      return { take: (use) => ask((object) => object.take(use)) };
    },
    upstream(name, key) {
      const ask = find<UpstreamState>("UPSTREAMS", name, key);
      return {
        lease: (request) => ask((object) => object.lease(request)),
        permit: (audience) => ask((object) => object.permit(audience)),
        shrink: () => ask((object) => object.shrink()),
        report: (health) => ask((object) => object.report(health)),
        describe: () => ask((object) => object.describe()),
      };
    },
    // Optional, so that a Worker of an earlier version works without it.
    ...(env.QUESTIONS === undefined ? {} : { question }),
    startsOfViewer: (site, viewers) =>
      joinLedgers(viewers.map((viewer) => find<StartState>("STARTS", "viewer", site, viewer))),
    startsOfAudience: (site, audience) =>
      joinLedgers([find<StartState>("STARTS", "audience", site, audience)]),
    startsOfKey: (name, key) => joinLedgers([find<StartState>("STARTS", "key", name, key)]),
    audit() {
      const ask = find<AuditState>("AUDIT", "all");
      return {
        write: (rows, keepMs) => ask((object) => object.write(rows, keepMs)),
        list: (query) => ask((object) => object.list(query)),
      };
    },
    switches(site) {
      const ask = find<SwitchState>("SWITCHES", site);
      return {
        read: (version) => ask((object) => object.read(version)),
        change: (change) => ask((object) => object.change(change)),
      };
    },
    projectKey(baseUrl, project) {
      const ask = find<ProjectKeyState>("PROJECT_KEYS", baseUrl, String(project));
      return {
        claim: (request) => ask((object) => object.claim(request)),
        claimRotation: (request) => ask((object) => object.claimRotation(request)),
        describe: (nowMs) => ask((object) => object.describe(nowMs)),
        store: (key) => ask((object) => object.store(key)),
        useGiven: (claim) => ask((object) => object.useGiven(claim)),
        fail: (report) => ask((object) => object.fail(report)),
        reject: (id) => ask((object) => object.reject(id)),
        reseal: (change) => ask((object) => object.reseal(change)),
      };
    },
    deliveries(site) {
      if (env.DELIVERY_QUEUE === undefined) {
        throw new Refusal(
          "not_configured",
          "The Worker lacks its queue binding DELIVERY_QUEUE; see its wrangler.jsonc.",
        );
      }
      const ask = find<DeliveryLedger>("DELIVERIES", site);
      return {
        accept: (ended) => ask((object) => object.accept(ended)),
        claim: (message) => ask((object) => object.claim(message)),
        report: (report) => ask((object) => object.report(report)),
        abandon: (message) => ask((object) => object.abandon(message)),
        repeat: (delivery) => ask((object) => object.repeat(delivery)),
        find: (call) => ask((object) => object.find(call)),
        list: (query) => ask((object) => object.list(query)),
      };
    },
  };
}

/**
 * An object that is overloaded, or moves, may hang or throw: the request is refused then, and may be tried again.
 * It is not repeated here, because nobody knows whether the object has counted it.
 */
async function answerOf<Answer>(
  binding: string,
  ask: () => Promise<Answer>,
  timeoutMs = STATE_TIMEOUT_MS,
): Promise<Answer> {
  try {
    return await within(timeoutMs, ask(), () => refuseLate("state"));
  } catch (error) {
    throw error instanceof Refusal ? error : refuseState(binding, error);
  }
}

const objectNames = new Recent<string>(NAMES_REMEMBERED);

/** Names an object by a hash of the parts: names are stored. */
async function objectName(...parts: readonly string[]): Promise<string> {
  const text = parts.join("\n");
  const name = objectNames.get(text) ?? toHex(await sha256(text));
  objectNames.set(text, name);
  return name;
}

/**
 * Names the object of a viewer by an HMAC. Its subject may be an e-mail address, and a hash without a key
 * could be guessed.
 */
export function createViewerNames(secret: string): (site: string, subject: string) => Promise<string> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const known = new Recent<string>(NAMES_REMEMBERED);
  return async function viewerName(site, subject) {
    const text = `${site}\n${subject}`;
    const name = known.get(text);
    if (name !== undefined) return name;
    // The bytes are kept, not their promise: a promise of one request may not be awaited by another.
    bytes ??= await deriveKey(secret, "keyhole object names");
    const made = toHex(await hmacSha256(bytes, text));
    known.set(text, made);
    return made;
  };
}
