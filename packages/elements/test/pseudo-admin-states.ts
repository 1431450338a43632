import { ADMIN_IDLE_MS } from "../src/base/limits.ts";
import {
  type AdminAnswers,
  type AdminReply,
  BARE,
  EMPTY,
  REPEATED,
  refusal,
  SWITCHED_OFF,
  UNREAD,
} from "./admin-answers.ts";
import { assert } from "./assert.ts";
import { find, findAll, until } from "./mount.ts";
import type { TestAdmin } from "./mount-admin.ts";
import type { State } from "./pseudo-look.ts";

/** A state of the owner's page, with the answers that lead to it. */
interface AdminLook extends State<TestAdmin> {
  answers: AdminAnswers;
}

const SECTIONS = ["audit", "charts", "switches", "deliveries", "figures"] as const;

/** A catalogued language whose dates and numbers have no Latin letter. */
function speakJapanese(): () => void {
  const { lang } = document.documentElement;
  document.documentElement.lang = "ja";
  return () => {
    document.documentElement.lang = lang;
  };
}

async function click(element: TestAdmin, selector: string, place = 0): Promise<void> {
  await until(() => findAll(element, selector).length > place, `${selector} is there`);
  const found = findAll(element, selector)[place];
  assert(found);
  found.click();
}

function enter(element: TestAdmin): void {
  const field = find(element, "#secret") as HTMLInputElement;
  field.value = "a-secret";
  field.form?.requestSubmit();
}

/** The page before somebody is signed in. */
const outside = (name: string, first: AdminReply, shows: string, says?: string): AdminLook => ({
  name,
  answers: { "GET state": first },
  instead: speakJapanese,
  first: "#secret",
  act: enter,
  shows,
  ...(says && { says }),
});

/** A section, after some clicks: selectors and places. */
function inside(
  name: string,
  section: (typeof SECTIONS)[number],
  given: Partial<AdminLook> & { clicks?: readonly (readonly [string, number?])[] } = {},
): AdminLook {
  const { clicks = [], act, ...look } = given;
  return {
    name,
    answers: {},
    instead: speakJapanese,
    first: "#secret",
    shows: "section > h2",
    ...look,
    act: async (element, session) => {
      enter(element);
      await until(() => findAll(element, ".tab").length > 0, "the sections are there");
      if (section !== "audit") await click(element, ".tab", SECTIONS.indexOf(section));
      for (const [selector, place] of clicks) await click(element, selector, place);
      await act?.(element, session);
    },
  };
}

const NARROW = { widthsPx: [300] };
const TABLE = { shows: "section .table tbody tr" };
const DIALOG = { shows: "dialog[open]", ...NARROW };
const YES = ["dialog .danger"] as const;
const changed = (disabled: boolean, calls: object | null): AdminReply => ({ body: { disabled, calls } });
const lines = (link?: string): AdminReply => ({
  body: "{}\n{}\n",
  type: "application/x-ndjson",
  ...(link && { link }),
});
const revoked: AdminAnswers = { "POST revoke": { body: { revokedAt: "2026-11-20T12:00:00.000Z" } } };
const rotated = (revoke: object | null): AdminAnswers => ({ "POST cekura": { body: { key: {}, revoke } } });
const SAVE = ["section form .button", 2] as const;

/** Chooses another value of the first field. */
async function choose(element: TestAdmin, value: string): Promise<void> {
  await until(() => findAll(element, "section select").length > 0, "the field is there");
  const field = find(element, "section select") as HTMLSelectElement;
  field.value = value;
  field.dispatchEvent(new Event("change"));
}

/** All that the owner's page can show. */
export const ADMIN_STATES: AdminLook[] = [
  { ...outside("sign-in", "never", "#secret"), act: () => {} },
  outside("signing in", "never", "#secret:disabled", "admin.signingIn"),
  outside("a wrong secret", refusal(401, "unauthorized"), ".failure", "admin.wrong.title"),
  outside("too many secrets", refusal(429, "rate_limited"), ".failure", "admin.limited.title"),
  outside("a busy Worker", refusal(503, "upstream_unavailable"), ".failure", "admin.busy.title"),
  outside("a refusal", refusal(400, "invalid_request"), ".failure", "admin.refused.title"),
  outside("no network", "lost", ".failure", "admin.network.title"),
  outside("a foreign answer", { body: "Hello" }, ".failure", "admin.foreign.title"),
  inside("a broken part", "audit", {
    act: (element) => element.viewBroke(find(element, "section"), new Error("5")),
    shows: ".failure",
    says: "admin.broken.title",
  }),
  inside("nobody there", "audit", {
    act: (element) => element.clock.pass(ADMIN_IDLE_MS),
    shows: "#secret",
    says: "admin.idle",
  }),
  inside("signed out", "audit", { clicks: [["header > .button"]], shows: "#secret", says: "admin.left" }),

  inside("events that load", "audit", { answers: { "GET audit": "never" }, says: "admin.signedIn" }),
  inside("events", "audit", { ...TABLE, says: "admin.shown.other" }),
  inside("no events", "audit", { answers: { "GET audit": { body: EMPTY } }, shows: ".empty" }),
  inside("no events to be had", "audit", {
    answers: { "GET audit": refusal(503, "upstream_unavailable") },
    shows: ".failure .button",
  }),
  inside("a viewer", "audit", { ...DIALOG, clicks: [["section .link"]] }),
  inside("a file that is made", "audit", {
    ...{ answers: { "GET audit?limit=1000": "never" }, clicks: [SAVE], ...NARROW },
    says: "admin.saving.other",
  }),
  inside("a file", "audit", {
    ...{ answers: { "GET audit?limit=1000": lines() }, clicks: [SAVE], ...NARROW },
    says: "admin.saved.other",
  }),
  inside("a file of some events", "audit", {
    ...{ answers: { "GET audit?limit=1000": lines('<?cursor=2>; rel="next"') }, clicks: [SAVE], ...NARROW },
    says: "admin.savedPart",
  }),

  inside("charts", "charts", { shows: ".chart .plot", says: "admin.upstream.limit" }),
  inside("charts as tables", "charts", {
    clicks: [["section .filters .button", 1]],
    shows: "details tbody tr",
    says: "admin.upstream",
  }),
  inside("charts of a day without figures", "charts", {
    answers: { "GET audit": { body: EMPTY }, "GET state": { body: UNREAD } },
    act: (element) => choose(element, "day"),
    shows: ".chart .plot",
    says: "admin.mintsHourly",
  }),

  inside("switches", "switches", { ...TABLE, says: "admin.offSite" }),
  inside("no sites", "switches", { answers: { "GET switches": { body: EMPTY } }, shows: ".empty" }),
  inside("a viewer who is switched off", "switches", { ...DIALOG, clicks: [["section .link"]] }),
  inside("switching a site off", "switches", { ...DIALOG, clicks: [[".card-head .button"]] }),
  inside("switching a site on", "switches", {
    ...DIALOG,
    answers: { "GET switches": { body: SWITCHED_OFF } },
    clicks: [[".card-head .button"]],
  }),
  inside("revoking a site", "switches", { ...DIALOG, clicks: [[".card-head .button", 1]] }),
  inside("revoking everything", "switches", { ...DIALOG, clicks: [["section .filters .danger:enabled"]] }),
  inside("a site that was switched off", "switches", {
    answers: { "PUT switches": changed(true, { hungUp: 1, waiting: 1, failed: 0 }) },
    clicks: [[".card-head .button"], YES],
    shows: ".done",
    says: "admin.done.calls",
  }),
  inside("a site whose calls are unknown", "switches", {
    answers: { "PUT switches": changed(true, null) },
    clicks: [[".card-head .button"], YES],
    shows: ".done",
    says: "admin.done.unknown",
  }),
  inside("a site that was switched on", "switches", {
    answers: { "GET switches": { body: SWITCHED_OFF }, "PUT switches": changed(false, null) },
    clicks: [[".card-head .button"], YES],
    shows: ".done",
    says: "admin.done.on",
  }),
  inside("everything revoked", "switches", {
    answers: revoked,
    clicks: [["section .filters .danger:enabled"], YES],
    shows: ".done",
    says: "admin.everyone",
  }),

  inside("deliveries", "deliveries", TABLE),
  inside("no deliveries", "deliveries", { answers: { "GET deliveries": { body: EMPTY } }, shows: ".empty" }),
  inside("a call sent again", "deliveries", {
    answers: { "POST deliveries": { body: REPEATED } },
    clicks: [["section .table .button"]],
    shows: ".told",
    says: "admin.repeated",
  }),

  inside("the Worker", "figures", TABLE),
  inside("a Worker without keys", "figures", { answers: { "GET state": { body: BARE } }, ...TABLE }),
  inside("a key to rotate", "figures", { ...DIALOG, clicks: [[".card .danger"]] }),
  inside("a key that was rotated", "figures", {
    answers: rotated({ name: "keyhole-12" }),
    clicks: [[".card .danger"], YES],
    shows: ".told",
    says: "admin.rotated",
  }),
  inside("a first key", "figures", {
    answers: rotated(null),
    clicks: [[".card .danger"], YES],
    shows: ".told",
    says: "admin.rotatedFirst",
  }),
];
