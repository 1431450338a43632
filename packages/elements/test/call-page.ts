import type { Message } from "@keyhole/contract";
import { call } from "./calls.ts";
import { FakeSession, FULL } from "./fake-session.ts";
import { find, findAll, frame, type MountCallOptions, mountCall, type TestCall, until } from "./mount.ts";
import { turns } from "./turns.ts";
import { wavUrl } from "./wav.ts";

/** A session with one call that was spoken and recorded. */
export function recordedSession(said: Message[] = turns(6, 1_000), durationMs = 6_000): FakeSession {
  const session = new FakeSession([call(0, { durationMs })]);
  session.state = FULL;
  session.turns = said;
  session.ticket = ticket(wavUrl(said, durationMs));
  return session;
}

/** The same, for a viewer who may read the transcript alone. */
export function spokenSession(said: Message[] = turns(6)): FakeSession {
  const session = recordedSession(said);
  session.state = { status: "ready", scopes: ["calls:read", "transcripts:read"] };
  return session;
}

/** A ticket for a URL, good for ten minutes or as long as told. */
export function ticket(url: string, forMs = 600_000) {
  return { url, expiresAt: new Date(Date.now() + forMs).toISOString() };
}

/** An element that shows turns. */
export async function mountedCall(session: FakeSession, options?: MountCallOptions): Promise<TestCall> {
  const element = mountCall(session, options);
  await until(() => findAll(element, ".turn").length > 0, "turns are there");
  return element;
}

/** Searches the transcript, as a viewer does. */
export function search(element: TestCall, words: string): void {
  const field = find(element, "input[type=search]") as HTMLInputElement;
  field.value = words;
  field.dispatchEvent(new Event("input"));
}

/** The same with a recording that can be played. */
export async function playableCall(session: FakeSession, options?: MountCallOptions): Promise<TestCall> {
  const element = await mountedCall(session, options);
  await until(() => element.pane?.view && audioOf(element).readyState > 0, "the recording is there");
  // The state changes before the player hears of it, and a seek until then would be no seek of the viewer's.
  await frame();
  // Its keys.
  await import("../src/call/player/once-ready.ts");
  return element;
}

/** What plays. It is in no document. */
export function audioOf(element: TestCall): HTMLAudioElement {
  const { view } = element.pane ?? {};
  if (!view) throw new Error("No call is shown.");
  return view.player.audio;
}
