import { KeyholeCall } from "../src/call/keyhole-call.ts";
import { KeyholeCalls } from "../src/list/keyhole-calls.ts";
import { assert, equal } from "./assert.ts";
import { afterEach, describe, it } from "./mocha.ts";
import { find, findAll, shown, unmountAll } from "./mount.ts";
import { until } from "./wait.ts";

// The elements with their own session and the real broker over the simulator, which the test runner serves on this
// origin. Other tests of elements use `FakeSession`: it lets them delay, refuse or change a single answer.
class Calls extends KeyholeCalls {}
class Call extends KeyholeCall {}
customElements.define("real-calls", Calls);
customElements.define("real-call", Call);

function put<Element extends Calls | Call>(element: Element, properties: Partial<Element>): Element {
  const box = document.createElement("div");
  box.className = "mounted";
  box.style.inlineSize = "900px";
  Object.assign(element, { site: "acme", broker: location.origin }, properties);
  box.append(element);
  document.body.append(box);
  return element;
}

const rows = (element: Calls) => findAll(element, ".row[role=row]").length;

describe("elements with the real broker", () => {
  afterEach(unmountAll);

  it("list calls for a visitor and show the details of a clicked call", async () => {
    const element = put(new Calls(), {});
    await until(() => rows(element) > 5, "rows are there");
    find(element, ".call").click();
    await until(() => findAll(element, ".details dl").length > 0, "details are there");
  });

  it("get one token for two elements of a member", async () => {
    const mints = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/v1/token"));
    const [one, other] = [{}, {}].map(() => put(new Calls(), { assertionSrc: "/assertion" }));
    assert(one && other);
    await until(() => rows(one) > 5 && rows(other) > 5, "rows are there");
    const all = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/v1/token"));
    equal(all.length - mints.length, 1);
  });

  it("load the recording of a call and seek in it", async () => {
    const list = put(new Calls(), {});
    await until(() => rows(list) > 5, "rows are there");
    // The oldest: a recording is ready some time after the end.
    const id = list.store?.state.calls.findLast(
      ({ hasRecording, status }) => hasRecording && status === "ended",
    )?.id;
    assert(id, "a call with a recording");
    const element = put(new Call(), { callId: id });
    await until(() => findAll(element, ".turn").length > 0, "turns are there");
    const audio = () => element.pane?.view?.player.audio;
    await until(() => (audio()?.readyState ?? 0) > 0, "the recording is there");
    element.seek(2_000);
    await until(() => Math.abs((audio()?.currentTime ?? 0) - 2) < 0.1, "it is at two seconds");
  });

  it("show the verdicts of calls, and those of one verdict alone", async () => {
    const verdicts = (element: Calls) => findAll(element, ".verdict").map(({ textContent }) => textContent);
    const all = put(new Calls(), { site: "judged" });
    await until(
      () => verdicts(all).includes("Passed") && verdicts(all).includes("Failed"),
      "verdicts are there",
    );
    const failed = put(new Calls(), { site: "judged", filters: { verdict: "failed" } });
    await until(() => verdicts(failed).length > 0 && verdicts(failed).every(Boolean), "verdicts are there");
    equal([...new Set(verdicts(failed))], ["Failed"]);
  });

  it("show why a call failed, and take a vote, which marks it as reviewed", async () => {
    const list = put(new Calls(), { site: "judged", filters: { verdict: "failed" } });
    await until(() => rows(list) > 0, "rows are there");
    const element = put(new Call(), { site: "judged", callId: list.store?.state.calls[0]?.id ?? "" });
    const said = () => findAll(element, ".evaluation")[0]?.textContent ?? "";
    await until(() => said().includes("Not met:"), "the evaluation says why");
    await until(() => findAll(element, ".marks button").length > 0, "the lanes are marked");
    const wasReviewed = said().includes("Reviewed");
    find(element, ".vote.down").click();
    dispatchEvent(new Event("pagehide"));
    await until(() => said().includes("Your vote was sent"), "the vote is sent");
    await until(() => wasReviewed || said().includes("Reviewed by a person"), "the evaluation is reviewed");
  });

  it("show the notice for an unknown site", async () => {
    const element = put(new Calls(), { site: "nobody" });
    await until(() => shown(element).includes("Unknown site"), "it is said");
  });

  it("drop rows and key on sign-out, and return as another visitor", async () => {
    const element = put(new Calls(), {});
    await until(() => rows(element) > 5, "rows are there");
    const before = await element.thumbprint();
    await element.signOut();
    await until(() => rows(element) === 0 && shown(element).includes("You are signed out"), "rows are gone");
    await element.signIn();
    await until(() => rows(element) > 5, "rows are back");
    assert((await element.thumbprint()) !== before, "another key");
  });
});
