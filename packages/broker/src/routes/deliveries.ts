import type { Delivery as DeliveryItem, Page } from "@keyhole/contract";
import type { Handler } from "hono";
import { DELIVERIES_MAX_ROWS } from "../base/limits/deliveries.ts";
import { parseInteger, parseUuid } from "../base/values.ts";
import type { Delivery, DeliveryState } from "../bridge/delivery.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { QueryParams } from "../http/query-params.ts";
import { readKnownFields } from "../http/read-body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Broker } from "./broker.ts";

/** `GET /v1/admin/deliveries?state cursor limit`: those of all sites, newest first. */
export function deliveriesRoute(broker: Broker): Handler<BrokerEnv> {
  const sites = bridgedSites(broker);
  return async function answerDeliveries(context) {
    const params = new QueryParams(context.get("url"));
    const state = params.read("state", STATES.join(", "), parseState);
    const limit =
      params.read(
        "limit",
        `a whole number from 1 to ${DELIVERIES_MAX_ROWS}`,
        parseInteger(1, DELIVERIES_MAX_ROWS),
      ) ?? DELIVERIES_MAX_ROWS;
    const place = params.read("cursor", "the next of an earlier page", parsePlace);
    const rows = await Promise.all(
      sites.map(async (site) => {
        const query = { state, limit: limit + 1, before: place === null ? null : placeIn(site, place) };
        return (await broker.deliveries(site).list(query)).map((delivery) => ({ site, delivery }));
      }),
    );
    const sorted = rows.flat().toSorted(byAcceptance);
    const page = sorted.slice(0, limit);
    const last = page.at(-1);
    const next = sorted.length > limit && last !== undefined ? formatPlace(last) : null;
    return context.json({
      items: page.map(({ site, delivery }) => toItem(site, delivery)),
      next,
    } satisfies Page<DeliveryItem>);
  };
}

/** `POST /v1/admin/deliveries/:id/repeat`: a failed one begins anew, one that waits is due now. */
export function repeatDeliveryRoute(broker: Broker): Handler<BrokerEnv> {
  const sites = bridgedSites(broker);
  return async function answerRepetition(context) {
    await readKnownFields(context.req.raw, []);
    const id = parseId(context.req.param("id") ?? "");
    if (id === null || !sites.includes(id.site)) throw refuseUnknown();
    const ledger = broker.deliveries(id.site);
    const repeated = await ledger.repeat({ call: id.call, nowMs: broker.now() });
    if (repeated === "done") {
      throw new Refusal("conflict", "The call was sent: sending it again would count it twice.");
    }
    const delivery = repeated === "unknown" ? null : await ledger.find(id.call);
    if (delivery === null) throw refuseUnknown();
    return context.json(toItem(id.site, delivery) satisfies DeliveryItem);
  };
}

const STATES: readonly DeliveryState[] = ["waiting", "done", "failed"];

function parseState(text: string): DeliveryState | undefined {
  return STATES.find((state) => state === text);
}

function bridgedSites({ config }: Broker): string[] {
  return [...config.sites.values()].filter(({ bridge }) => bridge !== null).map(({ id }) => id);
}

function toItem(site: string, { call, state, tries, code, nextAtMs }: Delivery): DeliveryItem {
  const nextAt = state === "waiting" ? new Date(nextAtMs).toISOString() : null;
  return { id: `${site}.${call}`, call, site, state, tries, nextAt, code };
}

/** A call's delivery, by its id: the site and the call, with a point between them. */
function parseId(id: string): { site: string; call: string } | null {
  const [site = "", text = "", ...rest] = id.split(".");
  const call = parseUuid(text);
  return call === undefined || rest.length > 0 ? null : { site, call };
}

function refuseUnknown(): Refusal {
  return new Refusal("not_found", "There is no such delivery: GET /v1/admin/deliveries lists their ids.");
}

/** A place in the list of all sites. */
interface Place {
  acceptedMs: number;
  site: string;
  call: string;
}

type Row = { site: string; delivery: Delivery };

function formatPlace({ site, delivery: { acceptedMs, call } }: Row): string {
  return `${acceptedMs}.${site}.${call}`;
}

function parsePlace(text: string): Place | undefined {
  const [, acceptedMs, id = ""] = /^(\d{1,15})\.(.{1,200})$/.exec(text) ?? [];
  const found = parseId(id);
  return found === null ? undefined : { acceptedMs: Number(acceptedMs), ...found };
}

/** What comes before a place in the list of one site. Calls that were accepted at once are in the order of sites. */
function placeIn(
  site: string,
  { acceptedMs, site: last, call }: Place,
): { acceptedMs: number; call: string } {
  if (site === last) return { acceptedMs, call };
  return { acceptedMs, call: site < last ? AFTER_EVERY_ID : "" };
}

/** Comes after every id in the order of texts. */
const AFTER_EVERY_ID = "~";

/** Newest first, then the last site, then the last call. */
function byAcceptance(one: Row, other: Row): number {
  const key = ({ site, delivery }: Row) => `${site}.${delivery.call}`;
  return (
    other.delivery.acceptedMs - one.delivery.acceptedMs ||
    descending(one.site, other.site) ||
    descending(key(one), key(other))
  );
}

function descending(one: string, other: string): number {
  return one < other ? 1 : one > other ? -1 : 0;
}
