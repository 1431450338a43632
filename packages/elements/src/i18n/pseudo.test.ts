import { assert, equal } from "../../test/assert.ts";
import { FakeSession } from "../../test/fake-session.ts";
import { FakeTalk } from "../../test/fake-talk.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import {
  find,
  findAll,
  type MountTalkOptions,
  mount,
  mountCall,
  mountOverview,
  mountTalk,
  unmountAll,
  until,
} from "../../test/mount.ts";
import { mountAdmin } from "../../test/mount-admin.ts";
import { isPseudo, PSEUDO_LANG, pseudo, pseudoTexts } from "../../test/pseudo.ts";
import { ADMIN_STATES } from "../../test/pseudo-admin-states.ts";
import { CALL_STATES } from "../../test/pseudo-call-states.ts";
import { DOCTOR_STATES } from "../../test/pseudo-doctor-states.ts";
import { clipped, untranslated } from "../../test/pseudo-faults.ts";
import { LIST_STATES } from "../../test/pseudo-list-states.ts";
import { DATA, look, rows, seen } from "../../test/pseudo-look.ts";
import { OVERVIEW_STATES } from "../../test/pseudo-overview-states.ts";
import { TALK_STATES } from "../../test/pseudo-talk-states.ts";

/** Widths for what has no layout of its own between them, as rows have. */
const ENDS_PX = [300, 1000];

/** Texts that no state shows, by the reason why. */
const NOT_ON_SCREEN = {
  "the pseudo-language has one form of a number": [
    "admin.saved.one",
    "admin.saving.one",
    "admin.shown.one",
    "complete.one",
    "doctor.found.one",
    "export.count.one",
    "export.done.one",
    "export.failed.one",
    "loaded.one",
    "matches.more.one",
    "matches.one",
    "newCalls.one",
    "newTurns.one",
    "overview.days.one",
    "overview.loaded.one",
  ],
  "it needs a frame that blocks downloads": ["export.blocked", "export.framed"],
  "it is shown until a file has loaded": ["export.loading", "talk.opening"],
  "it needs a device that cannot put sound out": ["recording.unplayable.output"],
  "it stands in a transcript that was saved": ["incomplete", "recognisedNote"],
};

describe("pseudo-language", () => {
  afterEach(unmountAll);

  it("lengthens a text, brackets it and keeps its places", () => {
    const words = pseudo("{place} of {count} calls");
    assert(/^\[!! \{place\} øf \{count\} čállš .+ !!\]$/.test(words), words);
    assert(words.length > "{place} of {count} calls".length * 1.4, words);
  });

  it("finds a planted word, attribute and cut text", async () => {
    const element = mount(new FakeSession(rows), {
      attributes: { site: "acme", lang: PSEUDO_LANG },
      properties: { texts: pseudoTexts },
    });
    await until(() => findAll(element, ".status").length > 0, "rows are there");
    const box = find(element, ".box");
    equal([untranslated(box, DATA), clipped(box, isPseudo)], [[], []]);
    const status = find(element, ".status");
    status.title = "Ended";
    status.append(" Over");
    status.style.cssText = "overflow: hidden; block-size: 9px";
    equal(untranslated(box, DATA).length, 2);
    equal(clipped(box, isPseudo).length, 1);
  });

  for (const state of LIST_STATES) it(`is all that a list says: ${state.name}`, () => look(state, mount));
  for (const state of DOCTOR_STATES) it(`is all that a list says: ${state.name}`, () => look(state, mount));
  for (const state of CALL_STATES)
    it(`is all that a call says: ${state.name}`, () => look({ widthsPx: ENDS_PX, ...state }, mountCall));
  for (const state of OVERVIEW_STATES)
    it(`is all that an overview says: ${state.name}`, () =>
      look({ widthsPx: ENDS_PX, ...state }, mountOverview));

  for (const { store = () => new FakeTalk(), ...state } of TALK_STATES)
    it(`is all that a talk says: ${state.name}`, () =>
      look({ widthsPx: ENDS_PX, ...state }, (given, options: MountTalkOptions) =>
        mountTalk(store(), { ...options, properties: { ...options.properties, given } }),
      ));

  for (const { answers, ...state } of ADMIN_STATES)
    it(`is all that the owner's page says: ${state.name}`, () =>
      look({ widthsPx: ENDS_PX, ...state }, () => mountAdmin(answers)));

  it("was seen for every text but the listed exceptions", () => {
    const never = Object.keys(pseudoTexts).filter((key) => !seen.has(key));
    equal(never.sort(), Object.values(NOT_ON_SCREEN).flat().sort());
  });
});
