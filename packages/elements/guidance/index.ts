export { type Guidance, PROBLEM_GUIDANCE } from "./problems.ts";
export { TROUBLE_GUIDANCE } from "./troubles.ts";
