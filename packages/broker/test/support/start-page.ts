import { brokerGranting, type MemberSetting } from "./enter-as.ts";
import type { TestBroker } from "./open-broker.ts";
import { signAssertion } from "./sign-jwt.ts";
import { type StartingUpstream, talkConfig } from "./starting-upstream.ts";
import { TestPage } from "./test-page.ts";

export interface StartSetting {
  talk?: Parameters<typeof talkConfig>[0];
  /** Of members. */
  rows?: MemberSetting["rows"];
  /** Of visitors. */
  visitorRows?: "own" | "public";
  env?: Record<string, unknown>;
  now?: () => number;
}

/** A broker whose visitors and members may start calls. */
export function startingBroker(
  upstream: Pick<StartingUpstream, "fetch">,
  { talk = {}, rows = "all", visitorRows = "own", env = {}, now }: StartSetting = {},
): TestBroker {
  return brokerGranting(upstream.fetch, {
    rows,
    scopes: ["calls:read", "calls:start"],
    env,
    site: { talk: talkConfig(talk), visitors: { rows: visitorRows, scopes: ["calls:read", "calls:start"] } },
    ...(now === undefined ? {} : { now }),
  });
}

export const visit = (broker: TestBroker) => TestPage.visit(broker);
export const enter = async (broker: TestBroker, sub = `user-${crypto.randomUUID()}`) =>
  TestPage.enter(broker, await signAssertion({ sub }));

/** A key for a new start. */
export const newKey = () => `key-${crypto.randomUUID()}`;

/** Asks for a call; a header of null is left out. */
export function start(page: TestPage, body: unknown = {}, key: string | null = newKey()): Promise<Response> {
  return page.get("/v1/calls", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export const hangUp = (page: TestPage, id: string) => page.get(`/v1/calls/${id}/hangup`, { method: "POST" });
