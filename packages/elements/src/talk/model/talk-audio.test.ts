import { assert, equal, rejects } from "../../../test/assert.ts";
import { afterEach, beforeEach, describe, it } from "../../../test/mocha.ts";
import { AGENT_ID, TalkPage } from "../../../test/talk-page.ts";
import { settled, until } from "../../../test/wait.ts";
import { Levels } from "./levels.ts";
import { openAudio } from "./open-audio.ts";

let page: TalkPage;
beforeEach(() => {
  page = new TalkPage();
});
afterEach(() => page.close());

const refuse = (name: string) => () => Promise.reject(new DOMException("x", name));
const isLive = (stream: MediaStream | undefined) => stream?.getTracks()[0]?.readyState === "live";

describe("a talk's microphone", () => {
  it("is muted and unmuted", async () => {
    await page.talk();
    page.store.muteMic(true);
    page.store.muteMic(false);
    equal([page.client.said, page.store.state.isMicMuted], [["mic off", "mic on"], false]);
  });

  it("is muted in the call where it was muted before", async () => {
    await page.open();
    page.store.start({ agentId: AGENT_ID });
    page.store.muteMic(true);
    page.store.muteSpeaker(true);
    page.store.chooseSpeaker("loud");
    await settled();
    equal(page.client.said, ["mic off", "speaker off", "speaker loud"]);
  });

  it("is another one once it is chosen, and the first is closed", async () => {
    await page.talk();
    page.store.chooseMicrophone("desk");
    await settled();
    const [first, second] = page.microphones.streams;
    equal([isLive(first), isLive(second), page.store.state.microphoneId], [false, true, "desk"]);
    equal(page.client.said, [`microphone ${second?.getTracks()[0]?.id}`]);
    equal(page.microphones.asked, [undefined, { exact: "desk" }]);
  });

  it("stays the same where another one does not open, and says why", async () => {
    await page.talk();
    page.microphones.answer = refuse("NotReadableError");
    page.store.chooseMicrophone("desk");
    await settled();
    equal(page.store.state.microphoneFailure, { kind: "microphone-busy" });
    equal([page.phase.at, isLive(page.microphones.streams[0])], ["live", true]);
    equal(page.store.state.microphoneId, null, "the one that is heard");
  });

  it("is replaced by another one when it is unplugged", async () => {
    await page.talk();
    const [first] = page.microphones.streams;
    first?.getTracks()[0]?.dispatchEvent(new Event("ended"));
    await settled();
    equal([page.microphones.streams.length, page.client.said.length], [2, 1]);
    equal([page.phase.at, page.store.state.isMicMuted], ["live", false]);
  });

  it("is muted, and says why, when the only one is unplugged", async () => {
    await page.talk();
    page.microphones.answer = refuse("NotFoundError");
    page.microphones.streams[0]?.getTracks()[0]?.dispatchEvent(new Event("ended"));
    await settled();
    const { phase, isMicMuted, microphoneFailure } = page.store.state;
    equal([phase.at, isMicMuted, microphoneFailure], ["live", true, { kind: "microphone-missing" }]);
  });

  it("opens for a caller who types when they unmute it", async () => {
    await page.open();
    page.store.start({ agentId: AGENT_ID, medium: "text" });
    await settled();
    page.client.events.joined();
    page.store.muteMic(false);
    await settled();
    const [stream] = page.microphones.streams;
    equal(
      [page.client.said.slice(1), page.store.state.isMicMuted],
      [[`microphone ${stream?.getTracks()[0]?.id}`, "mic on"], false],
    );
    page.store.hangUp();
    await settled();
    assert(page.microphones.areClosed);
  });

  it("stays muted for a caller who types and refuses it", async () => {
    await page.open();
    page.store.start({ agentId: AGENT_ID, medium: "text" });
    await settled();
    page.client.events.joined();
    page.microphones.answer = refuse("NotAllowedError");
    page.store.muteMic(false);
    await settled();
    const { phase, isMicMuted, microphoneFailure } = page.store.state;
    equal([phase.at, isMicMuted, microphoneFailure], ["live", true, { kind: "microphone-denied" }]);
  });

  it("that opens after the end is closed", async () => {
    await page.talk();
    let allow = (_stream: MediaStream) => {};
    page.microphones.answer = () =>
      new Promise((resolve) => {
        allow = resolve;
      });
    page.store.chooseMicrophone("desk");
    page.store.hangUp();
    allow(page.microphones.stream());
    await settled();
    assert(page.microphones.areClosed);
  });
});

describe("a talk's speaker", () => {
  it("is the one that is chosen, or the one before where the browser refuses it", async () => {
    await page.talk();
    page.store.chooseSpeaker("loud");
    await settled();
    equal(page.store.state.speakerId, "loud");
    page.store.chooseSpeaker("broken");
    await settled();
    equal(page.store.state.speakerId, "loud");
    page.store.muteSpeaker(true);
    equal(page.client.said, ["speaker loud", "speaker broken", "speaker off"]);
  });
});

describe("a talk's devices", () => {
  it("are read when the microphone is open, and again when one comes", async () => {
    const devices = [
      { kind: "audioinput", deviceId: "a", label: "Desk" },
      { kind: "audiooutput", deviceId: "b", label: "Loud" },
      { kind: "videoinput", deviceId: "c", label: "Camera" },
      { kind: "audioinput", deviceId: "", label: "" },
    ];
    const { enumerateDevices } = navigator.mediaDevices;
    navigator.mediaDevices.enumerateDevices = async () => devices as MediaDeviceInfo[];
    try {
      await page.talk();
      await settled();
      const { microphones, speakers } = page.store.state;
      equal([microphones, speakers], [[{ id: "a", label: "Desk" }], [{ id: "b", label: "Loud" }]]);
      devices.push({ kind: "audioinput", deviceId: "d", label: "Headset" });
      navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
      await settled();
      equal(page.store.state.microphones.length, 2);
    } finally {
      navigator.mediaDevices.enumerateDevices = enumerateDevices;
    }
  });
});

describe("a talk's text", () => {
  it("is sent while the call is live, and to nobody otherwise", async () => {
    await page.open();
    equal(page.store.sendText("Hello"), false);
    await page.press();
    equal(page.store.sendText("Hello"), false);
    page.client.events.joined();
    equal([page.store.sendText("  "), page.store.sendText("Hello")], [false, true]);
    page.store.setMedium("text");
    equal([page.client.said, page.store.state.medium], [["text Hello", "medium text"], "text"]);
    page.client.takesText = false;
    equal(page.store.sendText("Hello"), false);
  });
});

describe("a talk's tools", () => {
  it("are those that the host has registered, and give their errors to the agent", async () => {
    page.store.registerTool("map", ({ zoom }) => `zoom ${zoom}`);
    page.store.registerTool("fly", () => {
      throw new Error("no wings");
    });
    await page.talk();
    const { tools, runTool } = page.client.options;
    equal([tools, await runTool("map", { zoom: 3 })], [["map", "fly"], "zoom 3"]);
    await rejects(runTool("fly", {}), /no wings/);
    page.store.registerTool("map", null);
    await rejects(runTool("map", {}), /no tool map/);
    page.store.registerTool("late", () => "");
    equal([page.phase.at, page.client.said], ["live", ["tool late"]]);
  });
});

describe("openAudio", () => {
  it("gives all talks of a page one AudioContext, which the last one closes", async () => {
    const [first, second] = [openAudio(), openAudio()];
    const { context } = first;
    equal(second.context, context);
    first.close();
    first.close();
    assert(context?.state !== "closed");
    second.close();
    await until(() => context?.state === "closed", "it is closed");
    const next = openAudio();
    assert(next.context !== context);
    next.close();
  });
});

describe("Levels", () => {
  it("are between silence and loud, and nothing once closed", async () => {
    const audio = openAudio();
    const { context } = audio;
    assert(context);
    await context.resume();
    const levels = new Levels(context);
    equal([levels.microphone(), levels.agent()], [0, 0]);
    const tone = new OscillatorNode(context, { frequency: 440 });
    const end = context.createMediaStreamDestination();
    tone.connect(end);
    tone.start();
    levels.follow("agent", end.stream.getAudioTracks()[0] ?? null);
    await until(() => levels.agent() > 0.8, "the tone is heard");
    assert(levels.agent() <= 1);
    equal(levels.microphone(), 0);
    levels.close();
    equal(levels.agent(), 0);
    audio.close();
  });
});
