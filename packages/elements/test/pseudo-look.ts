import { PROBLEM_CODES, SCOPES } from "@keyhole/contract";
import { ADMIN_DATA } from "./admin-answers.ts";
import { equal } from "./assert.ts";
import { recordedSession } from "./call-page.ts";
import { call, calls } from "./calls.ts";
import { METRICS } from "./evaluation-page.ts";
import { type FakeSession, problem, type Reply } from "./fake-session.ts";
import { AGENT, CONSENT, OTHER_AGENT, said as words } from "./fake-talk.ts";
import { find, findAll, frame, type Rendered, until } from "./mount.ts";
import { isPseudo, PSEUDO_LANG, pseudoTexts } from "./pseudo.ts";
import { clipped, untranslated } from "./pseudo-faults.ts";
import { toolUse, turn, turns } from "./turns.ts";

const WIDTHS = [300, 600, 1000] as const;
export const STATUSES = ["ended", "active", "waiting", "unjoined"] as const;
export const rows = calls(40).map((row, n) => ({
  ...row,
  status: STATUSES[n % 4] ?? "ended",
  ...(n % 5 === 4 && { title: null, summary: null, agent: null }),
}));
const said = [
  ...toolUse(900, 0),
  turn({ id: "0:90", text: null, role: "tool_call", tool: { name: "", invocationId: "i" } }),
  turn({ id: "1:0", stage: 1, text: null }),
  ...turns(20, 1_000).map((one) => ({ ...one, stage: 1 })),
];
const SEVERITIES = ["debug", "info", "warning", "error"] as const;
const events = SEVERITIES.map((severity, n) => ({
  atMs: n * 1_000,
  severity,
  type: "began",
  text: "It began.",
}));

/** What no catalogue is for. */
export const DATA = [
  ...[...rows, call(-1), call(-2)].flatMap(({ title, summary, id, agent }) => [
    title,
    summary,
    id,
    agent?.name,
  ]),
  ...said.map(({ text }) => text),
  ...METRICS.flatMap(({ name, label, explanation }) => [name, label, ...explanation]),
  ...ADMIN_DATA,
  ...[AGENT.name, OTHER_AGENT.name, CONSENT.text, words(0).text, words(1).text],
  // The broker's own words, which a developer sees on their own machine.
  ...[...PROBLEM_CODES, "publicUrls"].map((what) => `Detail of ${what}.`),
  ...[
    "tenant",
    "north",
    "began",
    "It began.",
    "req-1",
    "find_slot",
    "Back desk",
    "en",
    "https://example.com/book?day=4",
  ],
].filter((words) => typeof words === "string");

/** What an element can show, and how it comes to. */
export interface State<Element> {
  name: string;
  session?: (session: FakeSession) => void;
  attributes?: Record<string, string>;
  properties?: Partial<Element>;
  /** Is there before `act`. */
  first?: string;
  act?: (element: Element, session: FakeSession) => unknown;
  /** Puts something in the place of the browser's own, and says how to put that back. */
  instead?: () => () => void;
  shows: string;
  /** Widths of the element, where not all matter. */
  widthsPx?: readonly number[];
  /** Key of a text that comes to the screen or the live region by itself. */
  says?: string;
}

/** Puts a value in the place of a property that the browser gives. */
export function instead(object: object, name: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { configurable: true, value });
  return () => {
    if (own) Object.defineProperty(object, name, own);
    else Reflect.deleteProperty(object, name);
  };
}

/** A clipboard that takes, or does not take, what is written. */
export const clipboard = (takes: boolean) => () =>
  instead(navigator, "clipboard", {
    writeText: () => (takes ? Promise.resolve() : Promise.reject(new Error("not allowed"))),
  });

/** Answers to paths with this part never come. */
export const never = (part: string) => (session: FakeSession) => {
  session.reply = (path) => (path.includes(part) ? new Promise<Reply>(() => {}) : undefined);
};
/** The answer to every path with this part. */
export const answering = (part: string, reply: Reply) => (session: FakeSession) => {
  session.reply = (path) => (path.includes(part) ? reply : undefined);
};
export const unavailable: Reply = { failure: problem("upstream_unavailable") };
const AGENTS = [
  { id: "agent-1", name: "Front desk" },
  { id: "agent-2", name: "Back desk" },
];

/** Keys of the texts that were on the screen of a state. */
export const seen = new Set<string>();

/** What each text of the catalogue is found by, whatever stands in its places. */
const patterns = new Map(
  Object.entries(pseudoTexts).map(([key, text]) => {
    const escaped = text.replace(/[.*+?^$()[\]|\\]/g, "\\$&");
    return [key, new RegExp(escaped.replace(/\{\w+\}/g, "[^]{0,200}?"))];
  }),
);

/** Shows a state at every width and looks at what is there. */
export async function look<Element extends Rendered>(
  state: State<Element>,
  put: (session: FakeSession, options: object) => Element,
): Promise<void> {
  const undo = state.instead?.();
  try {
    await lookAt(state, put);
  } finally {
    undo?.();
  }
}

async function lookAt<Element extends Rendered>(
  state: State<Element>,
  put: (session: FakeSession, options: object) => Element,
): Promise<void> {
  const session = recordedSession(said, 20_000);
  session.calls = [...rows];
  session.events = [...events];
  session.state = { status: "ready", scopes: [...SCOPES] };
  state.session?.(session);
  session.agents = AGENTS;
  const element = put(session, {
    attributes: { site: "acme", "call-id": "call-0", ...state.attributes, lang: PSEUDO_LANG },
    properties: { ...state.properties, texts: pseudoTexts },
    widthPx: 1000,
  });
  if (state.attributes)
    for (const name of ["site", "call-id"]) if (!(name in state.attributes)) element.removeAttribute(name);
  const { first, act, says } = state;
  if (first) await until(() => findAll(element, first).length > 0, `${first} is there`);
  await act?.(element, session);
  await until(() => findAll(element, state.shows).length > 0, `${state.shows} is there`);
  const box = find(element, ".box");
  if (says) await until(() => patterns.get(says)?.test(box.innerHTML), `${says} is said`);
  const see = () => {
    const markup = box.innerHTML;
    for (const [key, pattern] of patterns) if (!seen.has(key) && pattern.test(markup)) seen.add(key);
  };
  see();
  for (const widthPx of state.widthsPx ?? WIDTHS) {
    if (element.parentElement) element.parentElement.style.inlineSize = `${widthPx}px`;
    await frame();
    await frame();
    // The words for an error may be loading still.
    let left: string[] = [];
    const isTranslated = () => {
      left = untranslated(box, DATA);
      return left.length === 0;
    };
    await until(isTranslated, "all is translated").catch(() => {});
    equal(left, [], `${state.name} at ${widthPx} px, untranslated`);
    equal(clipped(box, isPseudo), [], `${state.name} at ${widthPx} px, clipped`);
  }
  see();
}
