import type { EndedCalls, Revocation, SiteSwitches, SwitchChanged, SwitchList } from "@keyhole/contract";
import type { Context, Handler } from "hono";
import { type HangingUp, hangUpCalls, hangUpFurther } from "../admin/hang-up-calls.ts";
import { createMeter } from "../base/meter.ts";
import type { Site } from "../config/check-site.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { readKnownFields } from "../http/read-body.ts";
import { Refusal } from "../http/refusal.ts";
import { createStartBooks } from "../starts/start-books.ts";
import type { SwitchChange, SwitchEntry } from "../switches/switch-state.ts";
import type { Broker } from "./broker.ts";

/** `GET /v1/admin/switches`: of every site of the config. */
export function switchesRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerSwitches(context) {
    const items = await Promise.all(
      [...broker.config.sites.keys()].map(async (site) => {
        const reading = await broker.state.switches(site).read(null);
        return describeSite(site, reading?.entries ?? []);
      }),
    );
    return context.json({ items } satisfies SwitchList);
  };
}

/** `PUT /v1/admin/switches/:site`. */
export function siteSwitchRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerSiteSwitch(context) {
    return context.json(await flip(broker, context, siteOfPath(broker, context), null));
  };
}

/** `PUT /v1/admin/switches/:site/subjects/:subject`. */
export function subjectSwitchRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerSubjectSwitch(context) {
    const site = siteOfPath(broker, context);
    const subject = context.req.param("subject") ?? "";
    if (!SUBJECT.test(subject)) {
      throw new Refusal("not_found", "A subject is the name that GET /v1/admin/audit shows for a viewer.");
    }
    return context.json(await flip(broker, context, site, subject));
  };
}

/** `POST /v1/admin/revoke`: everything that was issued until now. */
export function revokeRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerRevocation(context) {
    // `{}` means everyone, and a body that got lost must not.
    const fields = await readKnownFields(context.req.raw, ["site", "subject"], { mayBeEmpty: false });
    const site = fields.site === undefined ? null : siteOf(broker, fields.site);
    const { subject } = fields;
    if (subject !== undefined && (typeof subject !== "string" || !SUBJECT.test(subject))) {
      throw new Refusal("invalid_request", "The field subject expects the name that the audit log shows.");
    }
    if (subject !== undefined && site === null) {
      throw new Refusal("invalid_request", "The field subject needs the field site.");
    }
    context.set("audited", { site: site?.id ?? null, subject: subject ?? null });
    const nowMs = broker.now();
    const sites = site === null ? [...broker.config.sites.keys()] : [site.id];
    const change = { subject: subject ?? "", revokedMs: nowMs, nowMs };
    const changed = await Promise.allSettled(sites.map((id) => apply(broker, id, change)));
    const failed = changed.find((each) => each.status === "rejected");
    // Revoking twice does no harm.
    if (failed !== undefined) throw failed.reason;
    return context.json({
      site: site?.id ?? null,
      subject: subject ?? null,
      revokedAt: new Date(nowMs).toISOString(),
    } satisfies Revocation);
  };
}

/** A subject's name: an HMAC in base64url. */
const SUBJECT = /^[A-Za-z0-9_-]{43}$/;

function siteOfPath(broker: Broker, context: Context<BrokerEnv>): Site {
  const site = broker.config.sites.get(context.req.param("site") ?? "");
  if (site !== undefined) return site;
  throw new Refusal("not_found", "No site of the config has this id.");
}

function siteOf({ config }: Broker, id: unknown): Site {
  const site = typeof id === "string" ? config.sites.get(id) : undefined;
  if (site !== undefined) return site;
  throw new Refusal("invalid_request", "The field site expects the id of a site of the config.");
}

/** Switches a site or a subject off or on, and ends the calls of what is switched off. */
async function flip(
  broker: Broker,
  context: Context<BrokerEnv>,
  site: Site,
  subject: string | null,
): Promise<SwitchChanged> {
  const { disabled } = await readKnownFields(context.req.raw, ["disabled"]);
  if (typeof disabled !== "boolean") {
    throw new Refusal("invalid_request", "The field disabled expects true or false.");
  }
  context.set("audited", { site: site.id, subject });
  await apply(broker, site.id, { subject: subject ?? "", isDisabled: disabled, nowMs: broker.now() });
  const calls = disabled ? await endCalls(broker, site, subject) : NO_CALLS;
  return { site: site.id, subject, disabled, calls };
}

async function apply(broker: Broker, site: string, change: SwitchChange): Promise<void> {
  const changed = await broker.state.switches(site).change(change);
  if (changed === "full") {
    throw new Refusal(
      "conflict",
      "The site has as many switched subjects as it may: switch the whole site off, or some subjects on.",
    );
  }
  // At once here; other isolates read it within seconds.
  await broker.switches.standingOf(site, null, { isFresh: true });
}

const NO_CALLS: EndedCalls = { hungUp: 0, waiting: 0, failed: 0 };

/** Null where the calls could not be looked up: the switch holds all the same. */
async function endCalls(broker: Broker, site: Site, subject: string | null): Promise<EndedCalls | null> {
  const { talk } = site;
  const { apiKey, plan } = broker.config.settings.ultravox;
  if (talk === null || apiKey === null) return NO_CALLS;
  const { state, sources, now, sleep } = broker;
  const account = { source: site.source, key: apiKey, plan };
  const hanging: HangingUp = {
    starter: sources.starterFor(site, "members", createMeter()),
    audiences: (["visitors", "members"] as const).map((audience) => ({
      audience,
      ledger: state.startsOfAudience(site.id, audience),
    })),
    booksOf: (audience, viewers) =>
      createStartBooks({ state, site: { id: site.id, talk }, viewers, audience, account }),
    viewer: subject,
    now,
  };
  const ended = await hangUpCalls(hanging).catch(() => null);
  async function isDisabled(): Promise<boolean> {
    const reading = await state.switches(site.id).read(null);
    return reading?.entries.some((entry) => entry.isDisabled && entry.subject === (subject ?? "")) ?? false;
  }
  if (ended === null || ended.waiting + ended.failed > 0)
    broker.waitUntil(hangUpFurther({ ...hanging, sleep, isDisabled }).catch(() => {}));
  return ended;
}

function describeSite(site: string, entries: readonly SwitchEntry[]): SiteSwitches {
  const own = entries.find(({ subject }) => subject === "");
  const subjects = entries
    .filter(({ subject }) => subject !== "")
    .toSorted((one, other) => other.changedMs - one.changedMs)
    .map(({ subject, isDisabled, revokedMs, changedMs }) => ({
      subject,
      disabled: isDisabled,
      revokedAt: formatTime(revokedMs),
      changedAt: new Date(changedMs).toISOString(),
    }));
  return {
    site,
    disabled: own?.isDisabled ?? false,
    revokedAt: formatTime(own?.revokedMs ?? 0),
    subjects,
  };
}

function formatTime(ms: number): string | null {
  return ms === 0 ? null : new Date(ms).toISOString();
}
