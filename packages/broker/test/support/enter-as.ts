import type { Scope } from "@keyhole/contract";
import { type Grant, jwt } from "../../src/index.ts";
import { ASSERTION_SECRET, ISSUER } from "./identities.ts";
import type { TestBroker } from "./open-broker.ts";
import { signAssertion } from "./sign-jwt.ts";
import { siteBroker } from "./test-config.ts";
import { TestPage } from "./test-page.ts";

/** A member of the site `acme`, and what stands around it. */
export interface MemberSetting {
  /** Default: all. */
  rows?: Grant["rows"];
  /** Default: `calls:read`. */
  scopes?: readonly Scope[];
  /** Settings of the site that differ. */
  site?: Parameters<typeof siteBroker>[0];
  env?: Record<string, unknown>;
  now?: () => number;
}

/** A broker in front of an upstream, whose members are all granted the same. */
export function brokerGranting(
  fetch: typeof globalThis.fetch | null,
  { rows = "all", scopes = ["calls:read"], site = {}, env = {}, now }: MemberSetting = {},
): TestBroker {
  const verify = jwt({ secret: ASSERTION_SECRET, issuer: ISSUER });
  return siteBroker(
    { members: { verify, grant: () => ({ scopes, rows }) }, ...site },
    { env, ...(fetch === null ? {} : { fetch }), ...(now === undefined ? {} : { now }) },
  );
}

/** A page of a member that is granted what the setting says. */
export async function enterAs(
  fetch: typeof globalThis.fetch | null,
  setting: MemberSetting = {},
): Promise<TestPage> {
  return TestPage.enter(brokerGranting(fetch, setting), await signAssertion());
}
