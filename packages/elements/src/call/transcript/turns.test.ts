import { MESSAGE_ROLES } from "@keyhole/contract";
import { equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import { turn } from "../../../test/turns.ts";
import { parseMessage } from "./turns.ts";

describe("parseMessage", () => {
  it("accepts every role of the contract, and no other", () => {
    const roles = MESSAGE_ROLES.map((role) => parseMessage(turn({ id: "0:0", role }))?.role);
    equal(roles, [...MESSAGE_ROLES]);
    equal(parseMessage({ ...turn({ id: "0:0" }), role: "system" }), undefined);
  });
});
