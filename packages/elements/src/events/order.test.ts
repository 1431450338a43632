import { assert, equal } from "../../test/assert.ts";
import { calls } from "../../test/calls.ts";
import { FakeSession, problem } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, mount, mountCall, mounted, unmountAll, until } from "../../test/mount.ts";
import type { KeyholeCallOpenEvent } from "./keyhole-call-open-event.ts";
import type { KeyholeReadyEvent } from "./keyhole-ready-event.ts";

const NAMES = [
  "keyhole-ready",
  "keyhole-calls-load",
  "keyhole-call-load",
  "keyhole-call-select",
  "keyhole-call-open",
  "keyhole-call-close",
  "keyhole-error",
  "keyhole-sign-out",
] as const;

describe("events of the elements", () => {
  let told: Event[] = [];
  const tell = (event: Event) => told.push(event);
  const names = () => told.map(({ type }) => type);
  const listen = () => {
    told = [];
    for (const name of NAMES) document.addEventListener(name, tell);
  };
  afterEach(() => {
    for (const name of NAMES) document.removeEventListener(name, tell);
    unmountAll();
  });

  it("dispatch keyhole-ready for each site", async () => {
    listen();
    const element = await mounted(new FakeSession(calls(3)));
    await until(() => names().includes("keyhole-ready"), "it is ready");
    told = [];
    element.given = new FakeSession(calls(2));
    element.site = "other";
    await until(() => findAll(element, ".row").length === 2, "the other calls are there");
    equal(names(), ["keyhole-calls-load", "keyhole-ready"]);
  });

  it("dispatch list events in order, up to the document", async () => {
    listen();
    const session = new FakeSession(calls(3));
    const element = await mounted(session);
    await until(() => names().includes("keyhole-ready"), "it is ready");
    equal(names(), ["keyhole-calls-load", "keyhole-ready"]);
    equal((told[1] as KeyholeReadyEvent).scopes, ["calls:read"]);

    told = [];
    find(element, ".call").click();
    await until(() => findAll(element, "dt").length > 0, "the call is there");
    equal(names(), ["keyhole-call-select", "keyhole-call-open", "keyhole-call-load"]);
    const open = told[1] as KeyholeCallOpenEvent;
    equal([open.callId, open.call?.id], ["call-0", "call-0"]);

    told = [];
    find(element, ".close").click();
    await until(() => told.length > 0, "it is closed");
    equal(names(), ["keyhole-call-close"]);

    told = [];
    await element.signOut();
    await until(() => told.length > 0, "it is signed out");
    session.change({ status: "signed-out" });
    await element.updateComplete;
    equal(names(), ["keyhole-sign-out"]);

    told = [];
    await element.signIn();
    session.change(session.state, session.epoch + 1);
    await until(() => names().includes("keyhole-ready"), "another viewer is there");
    equal(
      names().filter((name) => name === "keyhole-ready"),
      ["keyhole-ready"],
    );
  });

  it("dispatch nothing for an earlier sign-out", async () => {
    listen();
    const session = new FakeSession(calls(3));
    session.state = { status: "signed-out" };
    const elements = [mount(session), mountCall(session)];
    await until(() => elements.every((element) => findAll(element, ".notice").length > 0), "they say so");
    equal(names(), []);
  });

  it("keep details closed when the host prevents the selection", async () => {
    listen();
    const element = await mounted(new FakeSession(calls(3)));
    await until(() => names().includes("keyhole-ready"), "it is ready");
    told = [];
    element.addEventListener("keyhole-call-select", (event) => event.preventDefault());
    find(element, ".call").click();
    await element.updateComplete;
    equal(names(), ["keyhole-call-select"]);
    equal(findAll(element, ".details").length, 0);
  });

  it("dispatch the events of a call once for each viewer", async () => {
    listen();
    const session = new FakeSession(calls(3));
    const element = mountCall(session);
    await until(() => names().includes("keyhole-call-load"), "it is there");
    equal(names(), ["keyhole-ready", "keyhole-call-load"]);
    told = [];
    await element.signOut();
    await until(() => told.length > 0, "it is signed out");
    equal(names(), ["keyhole-sign-out"]);
  });

  it("dispatch a failure with its code", async () => {
    listen();
    const session = new FakeSession();
    session.reply = () => ({ failure: problem("site_disabled") });
    mount(session);
    await until(() => told.length > 0, "it fails");
    equal(names(), ["keyhole-error"]);
    assert("code" in (told[0] ?? {}), "no code");
  });
});
