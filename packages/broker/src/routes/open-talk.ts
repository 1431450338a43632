import type { Context } from "hono";
import { createMeter } from "../base/meter.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { Refusal } from "../http/refusal.ts";
import { startReading } from "../sources/reading.ts";
import { createStartBooks } from "../starts/start-books.ts";
import { viewerNames } from "../starts/start-stamps.ts";
import type { Broker } from "./broker.ts";

/** What starts and ends calls of the viewer's site. Refuses where the site starts none. */
export async function openTalk(broker: Broker, context: Context<BrokerEnv>) {
  const reading = startReading(broker, context);
  const { access } = reading;
  const { site, audience } = access;
  const { talk } = site;
  const { apiKey, plan } = broker.config.settings.ultravox;
  if (talk === null) throw new Refusal("not_found", "This site starts no calls.");
  const starter = broker.sources.starterFor(site, audience, context.get("meter") ?? createMeter());
  const account = { source: site.source, key: apiKey ?? "", plan };
  const books = createStartBooks({
    state: broker.state,
    site: { id: site.id, talk },
    viewers: await viewerNames(access, broker.stamps),
    audience,
    account,
  });
  return { ...reading, talk, starter, books };
}
