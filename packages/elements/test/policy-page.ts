import { calls } from "./calls.ts";
import { FakeSession } from "./fake-session.ts";
import { TestCalls } from "./mount.ts";

// Runs inside a frame whose policy forbids styles and untrusted markup.
const violations: string[] = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, sample }) => {
  violations.push(`${violatedDirective} ${sample}`);
});
const element = new TestCalls();
const session = new FakeSession(calls(200));
Object.assign(element, { given: session, site: "acme" });
// Told by the page: a broker that the policy forbids, and a session that cannot reach it.
const forbidden = document.body.dataset.forbidden;
if (forbidden) {
  session.reply = () => ({ failure: { kind: "network" } });
  element.broker = forbidden;
}
document.body.append(element);
Object.assign(globalThis, { violations, element });
