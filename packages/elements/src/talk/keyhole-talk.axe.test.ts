import { equal } from "../../test/assert.ts";
import { axeViolations } from "../../test/axe.ts";
import { AGENT, CONSENT, FakeTalk, live, OPTIONS, OTHER_AGENT, said } from "../../test/fake-talk.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, mountTalk, unmountAll, until } from "../../test/mount.ts";
import type { TalkState } from "./model/talk-state.ts";

const CHOICE = { ...OPTIONS, agents: [AGENT, OTHER_AGENT], consent: CONSENT };
const DEVICES = ["a", "b"].map((id) => ({ id, label: id }));

/** What a press comes to, and what is looked for. */
const STATES: { name: string; options?: TalkState["options"]; talk?: Partial<TalkState>; shows: string }[] = [
  { name: "choice", options: CHOICE, shows: ".consent" },
  { name: "microphone", shows: ".progress .button" },
  {
    name: "live",
    talk: {
      phase: live(),
      turns: [said(0), said(1, { isFinal: false })],
      medium: "text",
      microphones: DEVICES,
    },
    shows: ".devices",
  },
  { name: "ended", talk: { phase: { at: "ended", reason: "agent-hung-up" } }, shows: ".notice .button" },
];

describe("<keyhole-talk> breaks no rule of axe", () => {
  afterEach(unmountAll);

  for (const [n, { name, options = OPTIONS, talk, shows }] of STATES.entries()) {
    it(name, async () => {
      const store = new FakeTalk({ options });
      const element = mountTalk(store, { widthPx: n % 2 ? 320 : 600, scheme: n % 2 ? "dark" : "light" });
      await until(() => findAll(element, ".start").length > 0, "the button is there");
      find(element, ".start").click();
      await until(() => findAll(element, ".panel").length > 0, "the panel is there");
      if (talk) store.talk(talk);
      await until(() => findAll(element, shows).length > 0, shows);
      await frame();
      equal(await axeViolations(element), []);
    });
  }
});
