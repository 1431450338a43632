import type { Answer } from "../../server/answer.ts";
import type { ApiContext, ApiRequest } from "../api.ts";

/** Answers a request. `id` is the first id in its path and `partId` the second; empty where there is none. */
export type RouteAnswer = (context: ApiContext, request: ApiRequest, id: string, partId: string) => Answer;
