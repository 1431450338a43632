import { equal } from "../../test/assert.ts";
import { problem } from "../../test/fake-session.ts";
import { describe, it } from "../../test/mocha.ts";
import { mayPass } from "./may-pass.ts";

describe("mayPass", () => {
  it("is true for outages and limits alone", () => {
    const codes = ["upstream_unavailable", "upstream_key_rejected", "rate_limited", "internal"] as const;
    equal(
      [...codes.map((code) => mayPass(problem(code))), mayPass({ kind: "network" })],
      Array(5).fill(true),
    );
    const final = ["origin_not_allowed", "site_unknown", "grant_refused", "not_found"] as const;
    equal([...final.map((code) => mayPass(problem(code))), mayPass({ kind: "clock" })], Array(5).fill(false));
  });
});
