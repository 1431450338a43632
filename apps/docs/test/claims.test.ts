import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PROBLEM_GUIDANCE } from "@keyhole/elements/guidance";
import { enDoctor } from "@keyhole/elements/texts";
import { ALL_STATES } from "@keyhole/playground";
import { checkLimits } from "../../../packages/broker/src/config/check-limits.ts";
import { START_KEPT_MS } from "../../../packages/broker/src/starts/start-ledger.ts";
import * as elements from "../../../packages/elements/src/base/limits.ts";
import * as session from "../../../packages/elements/src/base/limits.ts";
import { toolbarStyles } from "../../../packages/elements/src/list/filters/toolbar.styles.ts";
import { expandReferences } from "../reference/expand-references.ts";
import * as broker from "./support/broker-limits.ts";
import { readPages } from "./support/pages.ts";

const limits = checkLimits("limits", undefined);
const number = (value: number) => value.toLocaleString("en");
const row = (name: keyof typeof limits) =>
  `| ${number(limits[name].requestsPerMinute)} | ${number(limits[name].mintsPerMinute)} |`;

const maxAge = broker.ASSERTION_MAX_AGE_SECONDS;

/** A rate limit of the Worker that owners deploy. */
const shieldLimit = (name: string) => {
  const wrangler = readFileSync(new URL("../../edge/wrangler.jsonc", import.meta.url), "utf8");
  return new RegExp(`"${name}".*"limit": (\\d+)`).exec(wrangler)?.[1];
};

/** A few whole minutes, in words. */
const minutes = (ms: number) => {
  const count = ["no", "a", "two", "three", "four", "five"][ms / 60_000];
  return `${count} ${count === "a" ? "minute" : "minutes"}`;
};

const inWords = (count: number) => ({ 4: "four", 10: "ten" })[count];

/** Below this width, in CSS pixels, a button unfolds the filters. */
const [, unfoldedPx] =
  /@container keyhole \(inline-size < (\d+)px\)[^@]*\.filters-button/.exec(toolbarStyles.cssText) ?? [];

const HOUR_MS = broker.HOUR_MS;
const tokenMs = broker.TOKEN_MAX_SECONDS * 1000 * (1 - elements.RENEW_SHARE);
const [busy, quiet] = [HOUR_MS / (elements.REFRESH_SECONDS * 1000), HOUR_MS / elements.REFRESH_IDLE_MAX_MS];
const tokens = HOUR_MS / tokenMs;
/** Requests to Durable Objects of a member with a list: 6 for a poll and 3 for a token; see `cost-of-polls.test.ts`. */
const objects = (polls: number) => number(polls * 6 + tokens * 3);

/** Costs of a page that somebody looks at for an hour. */
const costs: [page: string, words: string][] = [
  ["operating", `a poll every ${elements.REFRESH_SECONDS} seconds | up to ${busy}`],
  ["operating", `a poll a minute | about ${quiet}`],
  ["operating", `one every ${tokenMs / 1000} seconds | ${tokens}`],
  [
    "operating",
    `one every ${elements.STATS_REFRESH_MS / 1000} seconds | ${HOUR_MS / elements.STATS_REFRESH_MS}`,
  ],
  ["operating", `transcript | up to ${number((2 * HOUR_MS) / elements.POLL_FIRST_MS)}`],
  [
    "operating",
    `polls after ${elements.POLL_MAX_MS / 1000} seconds | up to ${(2 * HOUR_MS) / elements.POLL_MAX_MS}`,
  ],
  ["operating", `a new ticket every ${broker.TICKET_SECONDS / 60} minutes`],
  ["operating", `Up to ${elements.REFRESH_JITTER * 100}% is added`],
  ["operating", `up to ${broker.LIST_MAX_UPSTREAM_PAGES} where Ultravox`],
  ["operating", `a request for each ${elements.PAGE_CALLS} calls`],
  ["operating", `one every ${broker.AUDIT_FLUSH_MS / 1000} seconds | 0`],
  ["operating", `about ${quiet + tokens} requests to the Worker, ${objects(quiet)} to Durable Objects`],
  ["operating", `all the time, ${busy + tokens}, ${objects(busy)} and ${busy}`],
  [
    "operating",
    `${broker.ENDED_CALL_LIFE_MS / 60_000} minutes, names of agents for ${broker.AGENTS_LIFE_MS / 1000} seconds`,
  ],
  ["operating", `comes again every ${broker.DELIVERY_POLL_MS / 1000} seconds`],
];

/** Numbers in pages, taken from the code. */
const claims: [page: string, words: string][] = [
  ["who-sees-what", `one visitor ${row("visitor")}`],
  ["who-sees-what", `one member ${row("member")}`],
  ["who-sees-what", `all visitors of the site ${row("visitors")}`],
  ["who-sees-what", `all members of the site ${row("members")}`],
  [
    "who-sees-what",
    `${broker.BURST_SHARE === 0.1 && "a tenth"} of its requests at once, but at least ${broker.BURST_MIN}`,
  ],
  ["who-sees-what", `agent ids, at most ${broker.GRANT_MAX_AGENTS}`],
  ["who-sees-what", `at most ${broker.GRANT_MAX_METADATA_KEYS} keys`],
  ["who-sees-what", `longer than ${broker.GRANT_VALUE_MAX_CHARACTERS} characters`],
  ["who-sees-what", `longer than ${broker.GRANT_TIMEOUT_MS / 1000} seconds`],
  ["who-sees-what", `\`maxAgeSeconds\` (${maxAge.secret}; ${maxAge.jwks} with`],
  ["who-sees-what", `at least ${broker.SECRET_MIN_BYTES} bytes`],
  ["who-sees-what", `${broker.TOKEN_MIN_SECONDS} to ${broker.TOKEN_MAX_SECONDS}`],
  ["sign-in", `secret, \`ACME_ASSERTION_SECRET\`, of at least ${broker.SECRET_MIN_BYTES} bytes`],
  ["sign-in", `at most ${minutes(maxAge.secret * 1000)}`],
  ["sign-in", `up to ${broker.ASSERTION_SKEW_SECONDS} seconds`],
  ["keyhole-talk", `ends after ${elements.MICROPHONE_PROMPT_MS / 1000} seconds`],
  ["keyhole-talk", `in line after ${elements.LINE_MAX_MS / 60_000} minutes`],
  ["keyhole-talk", `not joined within ${elements.JOIN_MS / 1000} seconds`],
  ["keyhole-talk", `has ${elements.RECONNECT_MS / 1000} seconds to come back`],
  ["one-call", `1 to ${broker.LIST_MAX_ROWS}, ${broker.LIST_DEFAULT_ROWS} unless`],
  ["one-call", `It lives for ${broker.TICKET_SECONDS / 60} minutes`],
  ["security", `at most ${broker.TICKET_SECONDS / 60} minutes`],
  ["security", `at most ${broker.TOKEN_MAX_SECONDS} seconds`],
  ["security", `up to ${number(broker.PROOFS_REMEMBERED)} admitted requests`],
  ["security", `${broker.UPSTREAM_BUDGET_PER_SECOND} of the 200`],
  [
    "bridge",
    `${broker.WEBHOOK_MAX_AGE_MS / 60_000} minutes or more than ${broker.WEBHOOK_AHEAD_MS / 1000} seconds`,
  ],
  ["bridge", `for up to ${broker.RECORDING_WAIT_MS / 60_000} minutes after its end`],
  ["bridge", `its summary for up to ${broker.SUMMARY_WAIT_MS / 60_000} minutes`],
  ["bridge", `first after ${broker.DELIVERY_RETRY_FIRST_MS / 1000} seconds`],
  ["bridge", `this one call for ${broker.DELIVERY_TICKET_SECONDS / 3600} hours`],
  ["bridge", `${broker.DELIVERY_TICKET_REQUESTS_PER_MINUTE} requests a minute`],
  ["bridge", `1 to ${broker.WEBHOOK_MAX_SECRETS} secrets`],
  ["bridge", `up to ${number(broker.DELIVERIES_MAX_ROWS)} deliveries`],
  ["bridge", `remembered for ${broker.DELIVERY_KEPT_MS / 86_400_000} days`],
  ["security", `It lives for ${broker.DELIVERY_TICKET_SECONDS / 3600} hours`],
  ["operating", `at ${shieldLimit("SHIELD_MINT")} a minute`],
  ["operating", `at least ${broker.SECRET_MIN_BYTES} bytes`],
  ["operating", `Wait ${minutes(broker.PROJECT_KEY_CACHE_SECONDS * 1000)}, until every instance`],
  ["security", `One network gets ${shieldLimit("SHIELD_MINT")} visitors' tokens a minute`],
  ["security", `a /48 of IPv6 gets ${shieldLimit("SHIELD_MINT_NETWORK")}`],
  ["accessibility", `${ALL_STATES.length} states`],
  ["accessibility", `every ${elements.NEW_TURNS_QUIET_MS / 1000} seconds`],
  ["accessibility", `at most once ${minutes(elements.NEW_CALLS_QUIET_MS)}`],
  ["keyhole-calls", `narrower than ${unfoldedPx} px`],
  ["keyhole-calls", `newer calls every ${elements.REFRESH_SECONDS} seconds`],
  ["keyhole-calls", `the wait grows up to ${minutes(elements.REFRESH_IDLE_MAX_MS)}`],
  ["keyhole-calls", `asks every ${elements.RETRY_FAILED_MS / 1000} seconds`],
  ["keyhole-overview", `every ${elements.RETRY_FAILED_MS / 1000} seconds after a failure`],
  ["keyhole-calls", `The newest ${elements.PAGE_CALLS} are`],
  ["keyhole-call", `up to ${elements.PEAKS_BYTES / 1e6} MB`],
  ["reference/keyhole-call", `forward by ${elements.SKIP_MS / 1000} seconds`],
  ["reference/keyhole-call", `forward by ${elements.STEP_MS / 1000} seconds`],
  ["errors", `within ${session.ANSWER_TIMEOUT_MS / 1000} seconds`],
  ["doctor", `more than ${elements.CLOCK_WRONG_MS / 1000} seconds off`],
  ["doctor", `up to ${broker.PROBE_CACHE_SECONDS} seconds old`],
  ["doctor", `a failure of the identity provider up to ${broker.PROBE_PAUSE_SECONDS} seconds`],
  ["doctor", `at most ${broker.PROBES_PER_MINUTE} times a minute`],
  ["doctor", `One network gets ${shieldLimit("SHIELD_MINT")} answers a minute`],
  ["cekura", `within ${broker.EVALUATION_EXPECTED_MS / 60_000} minutes of its end`],
  ["cekura", `kept for ${inWords(broker.EVALUATION_CACHE_SECONDS / 60)} minutes`],
  [
    "cekura",
    `${broker.EVALUATIONS_MAX_CALLS} calls cost at most ${inWords(broker.EVALUATION_MAX_REQUESTS)} requests`,
  ],
  ["cekura", `goes back ${broker.CEKURA_HISTORY_MS / 86_400_000} days`],
  ["from-cekura", `at most ${broker.TOKEN_MAX_SECONDS} seconds`],
  ["operating", `does not answer for ${broker.SWITCH_STALE_MS / 1000} seconds`],
  ["operating", `both again for ${(broker.HANG_UP_ROUNDS * broker.HANG_UP_PAUSE_MS) / 1000} seconds`],
  ["operating", `Each site keeps ${number(broker.AUDIT_RING_ROWS)} items`],
  ["operating", `for ${broker.AUDIT_DAYS} days`],
  ["operating", `1 to ${broker.AUDIT_MAX_DAYS}`],
  ["operating", `1 to ${number(broker.AUDIT_MAX_ROWS)}, ${broker.AUDIT_PAGE_ROWS} unless`],
  ["operating", `keeps ${inWords(broker.REFUSAL_LINES_PER_MINUTE)} refusals a minute`],
  ["operating", `within ${broker.AUDIT_FLUSH_MS / 1000} seconds; an`],
  ["security", `most ${broker.REFUSAL_LINES_PER_MINUTE} lines a minute`],
  ["operating", `A site takes ${number(broker.SWITCHED_SUBJECTS)} subjects`],
  ["security", `reads the switches of its sites every ${broker.SWITCH_LEASE_MS / 1000} seconds`],
  ["security", `for ${broker.SWITCH_STALE_MS / 1000} seconds, it refuses everything`],
  ...costs,
  [
    "privacy",
    `in the memory of an instance or a Durable Object | up to ${broker.ENDED_CALL_LIFE_MS / 60_000} minutes`,
  ],
  ["privacy", `as an HMAC | ${START_KEPT_MS / 3_600_000} hours`],
  ["privacy", `was solved | ${broker.CHALLENGE_SECONDS / 3600} hours`],
  ["privacy", `state, times | ${broker.DELIVERY_KEPT_MS / broker.DAY_MS} days`],
  ["privacy", `an HMAC | ${broker.AUDIT_DAYS} days, or`],
  ["privacy", `within ${broker.TOKEN_MAX_SECONDS / 60} minutes`],
  [
    "own-zone",
    `${shieldLimit("SHIELD_ADDRESS")} requests in ${broker.SHIELD_LIMITS.SHIELD_ADDRESS.period} seconds`,
  ],
  ["own-zone", `${shieldLimit("SHIELD_MINT")} visitors' tokens a minute`],
  ["own-zone", `for up to ${broker.SIGN_IN_FLOW_SECONDS / 60} minutes, and no script`],
  ["index", `at most ${broker.TOKEN_MAX_SECONDS} seconds`],
];

for (const [name, words] of claims) {
  test(`${name} says “${words}”`, () => {
    const page = readPages().find((one) => one.name === `${name}.md`);
    assert.ok(
      expandReferences(page?.text ?? "")
        .replace(/\s+/g, " ")
        .includes(words),
    );
  });
}

test("the page on what does not work has a row for each check", () => {
  const page = readPages().find(({ name }) => name === "doctor.md");
  const rows = [...(page?.text.matchAll(/^\| `([\w-]+)` \|/gm) ?? [])].map(([, id]) => id);
  const ids = Object.keys(enDoctor).flatMap((key) => /^check\.(.+)$/.exec(key)?.[1] ?? []);
  assert.deepEqual(rows.sort(), ids.sort());
});

test("the guidance on problems states the limits in the code", () => {
  const says = (code: keyof typeof PROBLEM_GUIDANCE, words: string) =>
    assert.ok(JSON.stringify(PROBLEM_GUIDANCE[code]).includes(words), `${code}: ${words}`);
  says("token_expired", `at most ${broker.TOKEN_MAX_SECONDS} seconds`);
  says("proof_invalid", `more than ${broker.PROOF_WINDOW_SECONDS} seconds off`);
  says("assertion_invalid", `longer than ${number(broker.ASSERTION_MAX_BYTES)} bytes`);
  says("assertion_expired", `${broker.ASSERTION_SKEW_SECONDS} seconds of clock`);
  says("grant_refused", `longer than ${broker.GRANT_TIMEOUT_MS / 1000} seconds`);
  says("invalid_request", `larger than ${number(broker.TOKEN_REQUEST_MAX_BYTES)} bytes`);
  says("invalid_request", `valid for ${broker.CURSOR_SECONDS / 3600} hours`);
});
