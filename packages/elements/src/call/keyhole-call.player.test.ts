import { sendKeys, sendMouse } from "@web/test-runner-commands";
import { assert, equal } from "../../test/assert.ts";
import { audioOf, mountedCall, playableCall, recordedSession, ticket } from "../../test/call-page.ts";
import { FULL, problem } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, mount, shown, type TestCall, unmountAll, until } from "../../test/mount.ts";
import { turns } from "../../test/turns.ts";
import { wavUrl } from "../../test/wav.ts";

const heard = (element: TestCall) =>
  Number(element.renderRoot.querySelector("[aria-current]")?.getAttribute("aria-posinset") ?? 0) - 1;
const atMs = (element: TestCall) => Math.round(audioOf(element).currentTime * 1000);

describe("<keyhole-call> recording", () => {
  afterEach(() => {
    unmountAll();
    history.replaceState(history.state, "", location.pathname + location.search);
  });

  it("marks the turn that is heard within 250 ms, through a whole call with seeks", async () => {
    const said = turns(24, 1_000);
    const element = await playableCall(recordedSession(said, 24_000));
    const audio = audioOf(element);
    audio.playbackRate = 4;
    element.play();
    await until(() => !audio.paused && audio.currentTime > 0, "it plays");
    /** Frames that marked a turn which was not heard within the last 250 ms. */
    const wrong: string[] = [];
    const seen = new Set<number>();
    /** Turn at which to seek, and target: back, ahead, and back to skipped turns. */
    const seeks = [
      [4, 2_100],
      [9, 12_300],
      [14, 8_200],
    ] as const;
    let sought = 0;
    let frames = 0;
    for (; !audio.ended; frames += 1) {
      await frame();
      const marked = heard(element);
      seen.add(marked);
      const now = audio.currentTime * 1000;
      // 250 ms of the recording: a quarter of that in real time at this speed.
      const allowed = [now, now - 250].map((ms) => Math.max(0, Math.floor(ms / 1000)));
      if (!audio.seeking && !allowed.includes(marked)) wrong.push(`${Math.round(now)} ms: turn ${marked}`);
      const [turn, to] = seeks[sought] ?? [];
      if (to !== undefined && marked === turn) {
        sought += 1;
        element.seek(to);
        await until(() => !audio.seeking, "it has sought");
        await frame();
      }
    }
    equal(wrong, []);
    equal([sought, seen.size], [3, 24]);
    assert(frames > 60, `${frames} frames`);
  });

  it("seeks on a click on a turn, and plays on a click on its time", async () => {
    const element = await playableCall(recordedSession());
    const told: [string, number][] = [];
    for (const name of ["keyhole-call-play", "keyhole-call-pause", "keyhole-call-seek"] as const)
      element.addEventListener(name, (event) => told.push([event.type, Math.round(event.atMs / 100)]));
    findAll(element, ".said")[3]?.click();
    await until(() => atMs(element) === 3_000 && !audioOf(element).seeking, "it is at the turn");
    equal([audioOf(element).paused, heard(element)], [true, 3]);
    await until(() => told.length === 1, "the place is told");
    findAll(element, "button.at")[1]?.click();
    await until(() => !audioOf(element).paused, "it plays");
    assert(atMs(element) >= 1_000, `${atMs(element)}`);
    element.pause();
    await until(() => told.length === 4, "all is told");
    equal(told[0], ["keyhole-call-seek", 30]);
    equal(told.map(([name]) => name).sort(), [
      "keyhole-call-pause",
      "keyhole-call-play",
      "keyhole-call-seek",
      "keyhole-call-seek",
    ]);
    equal(
      told.find(([name]) => name === "keyhole-call-play"),
      ["keyhole-call-play", 10],
    );
  });

  it("seeks on a click on the lanes", async () => {
    const element = await playableCall(recordedSession(), { widthPx: 600 });
    element.scrollIntoView({ block: "end" });
    const { left, top, width, height } = find(element, ".lanes").getBoundingClientRect();
    await sendMouse({
      type: "click",
      position: [Math.round(left + width / 2), Math.round(top + height / 2)],
    });
    await until(() => Math.abs(atMs(element) - 3_000) < 60, `it is in the middle, at ${atMs(element)}`);
    equal(
      find(element, ".seek").getAttribute("aria-valuetext"),
      `0:0${Math.floor(atMs(element) / 1000)} of 0:06, ${heard(element) === 3 ? "Caller" : "Agent"}`,
    );
  });

  it("handles the keys of web players, but not while a viewer types", async () => {
    const element = await playableCall(recordedSession(turns(30, 1_000), 30_000));
    const audio = audioOf(element);
    const details = find(element, ".details");
    details.focus();
    const press = async (key: string, to: number) => {
      await sendKeys({ press: key });
      await until(() => Math.abs(atMs(element) - to) < 40, `${key} goes to ${to}, not ${atMs(element)}`);
    };
    await press("l", 10_000);
    await press("ArrowRight", 15_000);
    await press("ArrowLeft", 10_000);
    await press("j", 0);
    await press("j", 0);
    await sendKeys({ press: "m" });
    equal(audio.muted, true);
    await sendKeys({ press: "m" });
    await sendKeys({ press: "k" });
    await until(() => !audio.paused, "k plays");
    await sendKeys({ press: "Space" });
    await until(() => audio.paused, "Space pauses");
    find(element, "input[type=search]").focus();
    const before = atMs(element);
    await sendKeys({ type: "jkl m" });
    await sendKeys({ press: "ArrowLeft" });
    equal(
      [
        atMs(element),
        audio.paused,
        audio.muted,
        (find(element, "input[type=search]") as HTMLInputElement).value,
      ],
      [before, true, false, "jkl m"],
    );
    find(element, ".play").focus();
    await sendKeys({ press: "Space" });
    await until(() => !audio.paused, "Space on the button is one press");
  });

  it("changes speed and volume, mutes and skips", async () => {
    const element = await playableCall(recordedSession(turns(30, 1_000), 30_000));
    const audio = audioOf(element);
    const speed = find(element, ".speed") as HTMLSelectElement;
    speed.value = "1.5";
    speed.dispatchEvent(new Event("change"));
    equal(audio.playbackRate, 1.5);
    const volume = find(element, ".volume") as HTMLInputElement;
    volume.value = "0.5";
    volume.dispatchEvent(new Event("input"));
    equal([audio.volume, audio.muted], [0.5, false]);
    await until(() => volume.getAttribute("aria-valuetext") === "50%", "it says so");
    const button = (name: string) => find(element, `[aria-label="${name}"]`);
    button("Forward 10 seconds").click();
    await until(() => atMs(element) === 10_000, "it is ahead");
    button("Back 10 seconds").click();
    await until(() => atMs(element) === 0, "it is back");
    button("Mute").click();
    await until(() => findAll(element, '[aria-label="Unmute"]').length === 1, "it is silent");
  });

  it("draws lanes from the turns, and peaks after the first play", async () => {
    const element = await playableCall(recordedSession());
    const canvas = find(element, "canvas") as HTMLCanvasElement;
    await until(() => canvas.width > 300, "it is drawn");
    const opaque = () => {
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      let full = 0;
      for (let at = 3; at < data.length; at += 4) if (data[at] === 255) full += 1;
      return full;
    };
    const drawn = () =>
      canvas.getContext("2d")?.getImageData(canvas.width / 12, canvas.height * 0.75, 1, 1).data[3] ?? 0;
    assert(drawn() > 0 && opaque() === 0, "the agent's first turn is in the lower lane");
    element.play();
    await until(() => opaque() > 500, "peaks are drawn");
  });

  it("connects to the device's media keys", async () => {
    const element = await playableCall(recordedSession());
    element.play();
    await until(() => navigator.mediaSession.playbackState === "playing", "it is told");
    equal(
      [navigator.mediaSession.metadata?.title, navigator.mediaSession.metadata?.artist],
      ["Call number 0", "Front desk"],
    );
    unmountAll();
    equal([navigator.mediaSession.metadata, navigator.mediaSession.playbackState], [null, "none"]);
  });

  it("stops when it leaves the page or another recording plays", async () => {
    const first = await playableCall(recordedSession());
    const second = await playableCall(recordedSession());
    first.play();
    await until(() => !audioOf(first).paused, "the first plays");
    second.play();
    await until(() => audioOf(first).paused && !audioOf(second).paused, "the second plays alone");
    const audio = audioOf(second);
    unmountAll();
    equal(audio.paused, true);
  });

  it("continues with a new ticket when the last one expires", async () => {
    const said = turns(30, 1_000);
    const session = recordedSession(said, 30_000);
    // Tickets are renewed 30 seconds ahead, so this one is due after a second of playback.
    session.ticket = ticket(wavUrl(said, 30_000), 31_000);
    const element = await playableCall(session);
    const audio = audioOf(element);
    const first = audio.src;
    const told: string[] = [];
    for (const name of ["keyhole-call-pause", "keyhole-call-seek"] as const)
      element.addEventListener(name, ({ type }) => told.push(type));
    audio.playbackRate = audio.defaultPlaybackRate = 2;
    element.seek(10_000);
    element.play();
    session.ticket = ticket(wavUrl(said, 30_000));
    await until(
      () => audio.src !== first && !audio.paused && audio.readyState > 2,
      "it plays from another source",
    );
    assert(atMs(element) >= 10_000 && atMs(element) < 16_000, `${atMs(element)}`);
    equal([audio.playbackRate, told.filter((name) => name.endsWith("pause")).length], [2, 0]);
    equal(session.asked.filter(({ method }) => method === "POST").length, 2);
  });

  it("requests another ticket when its source is refused, and gives up after a few", async () => {
    const session = recordedSession();
    const good = session.ticket;
    session.ticket = ticket(new URL("/no-such-recording.wav", location.href).href);
    const element = await mountedCall(session);
    session.reply = (path, asked) => (path.endsWith("/recording") && asked >= 4 ? { body: good } : undefined);
    await until(() => element.pane?.view && audioOf(element).readyState > 0, "the next one works");
    unmountAll();
    session.reply = (path) =>
      path.endsWith("/recording")
        ? { body: ticket(new URL(`/no-such-${Math.random()}.wav`, location.href).href) }
        : undefined;
    const broken = await mountedCall(session);
    await until(() => shown(broken).includes("The recording could not be played"), "it gives up");
    session.reply = () => undefined;
    session.ticket = good;
    find(broken, ".player .button").click();
    await until(() => audioOf(broken).readyState > 0, "and tries again when told to");
  });

  it("requests no other ticket when its sound cannot be decoded or put out, and says so", async () => {
    const session = recordedSession();
    const element = await playableCall(session);
    const audio = audioOf(element);
    element.play();
    await until(() => !audio.paused && audio.currentTime > 0, "it plays");
    Object.defineProperty(audio, "error", { value: { code: MediaError.MEDIA_ERR_DECODE } });
    audio.dispatchEvent(new Event("error"));
    await until(() => shown(element).includes("The recording could not be played"), "it gives up");
    const { length } = session.asked.filter(({ path }) => path.endsWith("/recording"));
    const words = find(element, ".player .strip").textContent ?? "";
    equal([length, /no sound output/.test(words), /media-src/.test(words)], [1, true, false]);
  });

  it("says whether it is missing, in preparation, deleted or failed", async () => {
    const session = recordedSession();
    session.calls = session.calls.map((one) => ({ ...one, hasRecording: false }));
    const none = await mountedCall(session);
    assert(shown(none).includes("This call has no recording."), shown(none));
    equal(session.asked.filter(({ method }) => method === "POST").length, 0);
    unmountAll();
    const waiting = recordedSession();
    waiting.reply = (path) =>
      path.endsWith("/recording") ? { failure: problem("recording_not_ready") } : undefined;
    const element = await mountedCall(waiting);
    await until(() => shown(element).includes("The recording is being prepared."), "it is being prepared");
    waiting.reply = () => undefined;
    find(element, ".player .button").click();
    await until(() => audioOf(element).readyState > 0, "it is there");
    waiting.ticket = null;
    audioOf(element).src = new URL("/gone.wav", location.href).href;
    await until(() => shown(element).includes("The recording is no longer available."), "it is gone");
    unmountAll();
    const failing = recordedSession();
    failing.reply = (path) =>
      path.endsWith("/recording") ? { failure: problem("upstream_unavailable") } : undefined;
    const failed = await mountedCall(failing);
    await until(() => shown(failed).includes("The recording could not be loaded"), "it failed");
    assert(findAll(failed, ".turn").length > 0 && findAll(failed, "dl").length === 1, "the rest is there");
    failing.reply = () => undefined;
    find(failed, ".player .button").click();
    await until(() => audioOf(failed).readyState > 0, "it is there");
  });

  it("neither requests nor shows a recording without its scope", async () => {
    const session = recordedSession();
    session.state = { status: "ready", scopes: ["calls:read", "transcripts:read"] };
    const element = await mountedCall(session);
    await frame();
    equal(
      [
        findAll(element, ".player, button.at").length,
        session.asked.filter(({ method }) => method === "POST").length,
      ],
      [0, 0],
    );
  });

  it("starts at the moment in the page's URL, and follows a link in the page", async () => {
    history.replaceState(history.state, "", "#t=0:04");
    const element = await playableCall(recordedSession());
    await until(() => atMs(element) === 4_000, "it is there");
    equal([heard(element), audioOf(element).paused], [4, true]);
    location.hash = "#t=1";
    await until(() => atMs(element) === 1_000, "it is at another place");
  });

  it("follows the turn that is heard until the reader scrolls elsewhere, and again on request", async () => {
    const element = await playableCall(recordedSession(turns(60, 500), 30_000), { widthPx: 500 });
    const details = find(element, ".details");
    audioOf(element).playbackRate = 4;
    element.play();
    await until(() => details.scrollTop > 300, "it follows");
    details.dispatchEvent(new WheelEvent("wheel", { bubbles: true }));
    details.scrollTop = 0;
    await until(() => findAll(element, ".pill").length === 1, "it offers to go back");
    const marked = heard(element);
    await until(() => heard(element) > marked + 1, "it plays on");
    equal(details.scrollTop, 0);
    find(element, ".pill").click();
    await until(() => details.scrollTop > 300 && findAll(element, ".pill").length === 0, "it follows again");
  });

  it("stops when its call closes in a list", async () => {
    const session = recordedSession();
    session.state = FULL;
    const list = mount(session);
    await until(() => findAll(list, ".call").length === 1, "rows are there");
    find(list, ".call").click();
    await until(
      () => list.pane?.view && list.pane?.view.player.audio.readyState > 0,
      "the recording is there",
    );
    const player = list.pane?.view?.player;
    player?.play();
    await until(() => player && !player.audio.paused, "it plays");
    find(list, ".close").click();
    equal(player?.audio.paused, true);
  });
});
