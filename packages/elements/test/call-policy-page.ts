import { recordedSession } from "./call-page.ts";
import { TestCall } from "./mount.ts";
import { turns } from "./turns.ts";

// Runs inside a frame whose policy forbids styles and untrusted markup.
const violations: string[] = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, sample, blockedURI }) => {
  violations.push(`${violatedDirective} ${blockedURI} ${sample}`);
});
const element = new TestCall();
const session = recordedSession(turns(60, 1_000), 60_000);
session.events = [{ atMs: 0, severity: "info", type: "began", text: "It began." }];
Object.assign(element, { given: session, site: "acme", callId: "call-0" });
document.body.append(element);
Object.assign(globalThis, { violations, element });
