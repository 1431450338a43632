import { SEVERITIES } from "@keyhole/contract";
import { render } from "lit";
import { equal } from "../../../test/assert.ts";
import { english } from "../../../test/english.ts";
import { describe, it } from "../../../test/mocha.ts";
import { parseEvent, renderSeverities } from "./event-list-view.ts";

describe("parseEvent", () => {
  it("accepts every severity of the contract, and no other", () => {
    const parsed = SEVERITIES.map(
      (severity) => parseEvent({ atMs: 0, severity, type: "t", text: "" })?.severity,
    );
    equal(parsed, [...SEVERITIES]);
    equal(parseEvent({ atMs: 0, severity: "fatal", type: "t", text: "" }), undefined);
  });
});

describe("renderSeverities", () => {
  it("offers the severities in the contract's order", () => {
    const box = document.createElement("div");
    render(
      renderSeverities(english, "info", () => {}),
      box,
    );
    equal(
      [...box.querySelectorAll("option")].map(({ value }) => value),
      [...SEVERITIES],
    );
  });
});
