import { ADMIN_STATES } from "./admin-states.ts";
import { ENDED } from "./call-ids.ts";
import { CALL_STATES } from "./call-states.ts";
import { DIAGNOSIS_STATES } from "./diagnosis-states.ts";
import { LIST_STATES } from "./list-states.ts";
import { MISUSE_STATES } from "./misuse-states.ts";
import { OVERVIEW_STATES } from "./overview-states.ts";
import { PROBLEM_STATES } from "./problem-states.ts";
import type { State } from "./state.ts";
import { TALK_STATES } from "./talk-states.ts";

const callMisuse: readonly State[] = MISUSE_STATES.map((state) => ({
  ...state,
  name: state.name.replace(/^list-/, "call-"),
  element: "keyhole-call",
  query: { ...state.query, "call-id": ENDED },
}));

/** Every state of every element that a viewer can get to. */
export const ALL_STATES: readonly State[] = [
  ...LIST_STATES,
  ...CALL_STATES,
  ...OVERVIEW_STATES,
  ...TALK_STATES,
  ...MISUSE_STATES,
  ...callMisuse,
  ...PROBLEM_STATES,
  ...DIAGNOSIS_STATES,
  ...ADMIN_STATES,
];
