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
document.body.append(element);
Object.assign(globalThis, { violations, element });
