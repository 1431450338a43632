import { assert, equal } from "../../../test/assert.ts";
import { afterEach, describe, it } from "../../../test/mocha.ts";
import type { TalkPolicyPage } from "../../../test/talk-policy-page.ts";
import { until } from "../../../test/wait.ts";

interface PolicyWindow extends Window {
  talk?: TalkPolicyPage;
}

let frames: HTMLIFrameElement[] = [];

/** A page in a frame, with a Content-Security-Policy and an `allow` attribute. */
async function frame(policy: string, allow = ""): Promise<TalkPolicyPage> {
  const element = document.createElement("iframe");
  element.allow = allow;
  const script = new URL("../../../test/talk-policy-page.ts", import.meta.url).href;
  element.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><title>x</title><body><script type="module" src="${script}"></script>`;
  frames.push(element);
  document.body.append(element);
  const talk = () => (element.contentWindow as PolicyWindow).talk;
  await until(talk, "the page has its script");
  const page = talk();
  assert(page);
  return page;
}

describe("a talk under the page's policy", () => {
  afterEach(() => {
    for (const element of frames) element.remove();
    frames = [];
  });

  it("tells a frame that forbids the microphone from a viewer who does", async () => {
    const { open } = await frame("default-src *", "microphone 'none'");
    equal(await open(), { failure: { kind: "microphone-policy" } });
  });

  it("names the line that lets the vendor's host through", async () => {
    const { join } = await frame("connect-src 'self'");
    equal(await join("wss://voice.example/calls/1?token=secret"), {
      failure: {
        kind: "csp-connect",
        directive: "connect-src wss://voice.example https://voice.example",
      },
      isKnown: false,
    });
  });

  it("tells a host that refuses from a policy that does", async () => {
    const { join } = await frame("connect-src ws:");
    // Nobody listens there.
    equal(await join("ws://127.0.0.1:59999/calls/1"), { failure: { kind: "join-refused" }, isKnown: false });
  });
});
