import { call } from "./call/call.ts";
import { economy } from "./economy/economy.ts";
import { edge } from "./edge/edge.ts";
import { evaluations } from "./evaluations/evaluations.ts";
import { growth } from "./growth/growth.ts";
import type { Group } from "./harness/group.ts";
import { list } from "./list/list.ts";
import { page } from "./page/page.ts";

/** All groups, in the order in which they run. */
export const GROUPS: readonly Group[] = [page, list, edge, economy, growth, call, evaluations];
