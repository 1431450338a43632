import { type Answer, json } from "../../server/answer.ts";
import type { ApiContext } from "../api.ts";
import { accountBody } from "../bodies/account.ts";
import { rowsOf } from "./calls.ts";

export function getAccount(context: ApiContext): Answer {
  return json(200, accountBody(rowsOf(context)));
}
