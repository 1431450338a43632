import { STAGE_STATES } from "../broker/stage-state.ts";

/** A state of an element that can be chosen: its group, its name, and the attributes that bring it about. */
export interface ElementState {
  group: string;
  name: string;
  /** `site` names a state of the staged broker. */
  attributes: Record<string, string>;
}

const LIST: Record<string, string> = {
  rows: "60 calls",
  one: "Three calls",
  empty: "No calls",
  loading: "Loading",
  "ten-thousand": "Ten thousand calls",
  "hundred-thousand": "A hundred thousand calls",
  paused: "Nothing found yet, more to look through",
  "more-fails": "Older calls could not be had (scroll down)",
  foreign: "An answer that is no broker's",
};

const CALL: Record<string, string> = {
  rows: "Transcript and recording",
  "call-loading": "Loading",
  "few-scopes": "Few scopes",
  "call-gone": "Not there",
  "transcript-fails": "The transcript fails",
  "recording-waits": "The recording is being prepared",
  "recording-fails": "The recording fails",
};

const LIVE = "00000000-0000-4000-8000-000000000001";
const ENDED = "00000000-0000-4000-8000-000000000003";
const UNJOINED = "00000000-0000-4000-8000-000000000008";

/** States in which an element asks for nothing, or is not let. */
const MISUSED: ElementState[] = [
  { group: "Set up wrongly", name: "No site", attributes: {} },
  { group: "Set up wrongly", name: "A key in an attribute", attributes: { site: "rows", "api-key": "x" } },
  {
    group: "Set up wrongly",
    name: "Blocked by the page's policy",
    attributes: { site: "rows", broker: "https://broker.invalid" },
  },
];

/** All that the list can be in. */
export function listStates(): ElementState[] {
  return [...named("The list", LIST), ...problems("list"), ...problems("token"), ...MISUSED];
}

/** All that a call can be in. */
export function callStates(): ElementState[] {
  const states = [
    ...named("The call", CALL),
    { group: "The call", name: "In progress", attributes: { site: "rows", "call-id": LIVE } },
    { group: "The call", name: "Nobody joined", attributes: { site: "rows", "call-id": UNJOINED } },
    ...problems("token"),
    ...MISUSED,
  ];
  return states.map((state) => ({ ...state, attributes: { "call-id": ENDED, ...state.attributes } }));
}

function named(group: string, names: Record<string, string>): ElementState[] {
  return Object.entries(names).map(([site, name]) => ({ group, name, attributes: { site } }));
}

/** A refusal for every code, where the list or the token is asked for. */
function problems(at: "list" | "token"): ElementState[] {
  const group = at === "list" ? "Refused when asking for calls" : "Refused at the start";
  return STAGE_STATES.filter((site) => site.startsWith(`${at}-`)).map((site) => ({
    group,
    name: site.slice(at.length + 1),
    attributes: { site },
  }));
}
