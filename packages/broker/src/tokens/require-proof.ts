import type { Context } from "hono";
import type { Broker } from "../broker.ts";
import type { BrokerEnv } from "../broker-env.ts";
import type { Site } from "../config/check-site.ts";
import { type Proof, verifyProof } from "./proof.ts";
import { refuseProof } from "./refuse-proof.ts";

/** The proof of a request, or a refusal. A site that asks for nonces gets a new one with each answer. */
export async function requireProof(
  broker: Broker,
  context: Context<BrokerEnv>,
  { site, accessToken }: { site: Site; accessToken?: string },
): Promise<Proof> {
  if (site.nonce) context.set("nonce", await broker.nonces.current());
  const result = await verifyProof(context.req.header("DPoP"), {
    method: context.req.raw.method,
    path: new URL(context.req.url).pathname,
    publicUrls: broker.config.publicUrls,
    ...(accessToken === undefined ? {} : { accessToken }),
    isNonceFresh: site.nonce ? broker.nonces.isFresh : null,
    now: broker.now(),
    memory: broker.proofs,
  });
  if (!result.ok) throw refuseProof(result.reason);
  return result.proof;
}
