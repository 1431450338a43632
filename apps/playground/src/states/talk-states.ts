import type { OpenedState, State } from "./state.ts";

type Given = Omit<State, "group" | "element" | "name" | "query" | "words"> & {
  name: string;
  /** What the store of the page does, by its name there. */
  talk: string;
  layout?: "button" | "panel" | "floating";
  /** What is shown after the press. */
  until: string;
};

const START = "Start a call";

const talk = ({ name, talk: store, layout = "button", until, steps, ...given }: Given): State => ({
  name: `talk-${name}`,
  group: "The talk",
  element: "keyhole-talk",
  query: { site: "rows", layout, talk: store },
  words: START,
  async steps(opened) {
    await opened.element.getByRole("button", { name: START }).first().click();
    await opened.element.getByText(until).first().waitFor();
    await steps?.(opened);
  },
  ...given,
});

/** Before the press. */
const idle = (layout: "button" | "panel" | "floating"): State => ({
  name: `talk-${layout}`,
  group: "The talk",
  element: "keyhole-talk",
  query: { site: "rows", layout, talk: "listening" },
  words: START,
  steps: ({ element }) => element.locator(`.box.as-${layout}`).waitFor(),
  controls: 1,
});

async function unfoldDevices({ element }: OpenedState): Promise<void> {
  await element.locator("summary", { hasText: "Devices" }).click();
  await element.getByRole("combobox", { name: "Microphone" }).waitFor();
}

async function sendInVain({ element }: OpenedState): Promise<void> {
  await element.getByLabel("Your message").fill("Friday");
  await element.getByRole("button", { name: "Send" }).click();
  await element.getByText("The message was not sent").waitFor();
}

async function fold({ element }: OpenedState): Promise<void> {
  await element.getByRole("button", { name: "Hide the call" }).click();
  await element.getByRole("button", { name: /left$/ }).waitFor();
}

async function hangUp({ element }: OpenedState): Promise<void> {
  await element.getByRole("button", { name: "Hang up" }).click();
  await element.getByText("You hung up").first().waitFor();
}

const FAILURES: Readonly<Record<string, string>> = {
  "microphone-denied": "The microphone is blocked",
  "microphone-missing": "No microphone found",
  "microphone-busy": "The microphone does not work",
  "microphone-ignored": "The microphone was not allowed in time",
  "microphone-policy": "This page may not use the microphone",
  "insecure-context": "This page is not secure",
  "webrtc-missing": "This browser cannot make calls",
  "csp-connect": "This page blocks the call",
  "csp-worker": "does not allow a part of the call",
  "join-refused": "The call could not be joined",
  "join-timed-out": "The call did not connect in time",
  "connection-lost": "The connection was lost",
  "client-failed": "The call could not be made",
};

/** A talk, from its button to what ends it or keeps it from beginning. */
export const TALK_STATES: readonly State[] = [
  ...(["button", "panel", "floating"] as const).map(idle),
  talk({ name: "loading", talk: "loading", until: "Getting ready", controls: 1 }),
  talk({ name: "choice", talk: "choice", until: "Who do you want to talk to?", controls: 5 }),
  talk({ name: "challenge-blocked", talk: "challenge", until: "cannot be shown", controls: 3 }),
  talk({ name: "nobody", talk: "nobody", until: "Nobody to talk to", controls: 1 }),
  talk({ name: "refused", talk: "refused", until: "This site is disabled", controls: 2 }),
  talk({ name: "microphone", talk: "microphone", until: "Allow the microphone", controls: 1 }),
  talk({ name: "starting", talk: "starting", until: "Starting the call", controls: 1 }),
  talk({ name: "waiting", talk: "waiting", until: "All lines are busy", controls: 1 }),
  talk({ name: "joining", talk: "joining", until: "Connecting", controls: 1 }),
  talk({ name: "silent", talk: "silent", until: "What you and the agent say", controls: 5 }),
  talk({ name: "listening", talk: "listening", layout: "panel", until: "Listening", controls: 5 }),
  talk({ name: "thinking", talk: "thinking", until: "Thinking", controls: 5 }),
  talk({ name: "speaking", talk: "speaking", layout: "floating", until: "Speaking", controls: 6 }),
  talk({ name: "muted", talk: "muted", until: "Listening", controls: 5 }),
  talk({ name: "writing", talk: "writing", until: "Listening", steps: sendInVain, controls: 7 }),
  talk({ name: "reconnecting", talk: "reconnecting", until: "Reconnecting", controls: 5 }),
  talk({ name: "devices", talk: "devices", until: "Devices", steps: unfoldDevices, controls: 8 }),
  talk({ name: "folded", talk: "speaking", layout: "floating", until: "Speaking", steps: fold, controls: 1 }),
  talk({ name: "leaving", talk: "leaving", until: "Hanging up", controls: 0 }),
  talk({ name: "ended", talk: "listening", until: "Listening", steps: hangUp, controls: 3 }),
  talk({ name: "time-limit", talk: "time-limit", until: "reached its time limit", controls: 3 }),
  talk({ name: "quota", talk: "quota", until: "You have used up your calls", controls: 3 }),
  talk({ name: "consent-outdated", talk: "consent", until: "The terms have changed", controls: 3 }),
  ...Object.entries(FAILURES).map(([kind, until]) =>
    talk({ name: `fails-${kind}`, talk: `fail-${kind}`, until, controls: 1 }),
  ),
];
