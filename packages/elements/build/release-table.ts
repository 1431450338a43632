import { LANGUAGES } from "../src/i18n/localize.ts";

/** One file of a release that the elements load, or that a page links. */
export interface ReleaseFile {
  /** Name in the folder of the release. */
  name: `${string}.js` | `${string}.css`;
  /** The module that it is built from, in the folder of this package; absent where modules are gathered. */
  entry?: string;
  /** The most that it may have, after brotli 11. */
  maxBytes: number;
}

/** The part of each limit that should stay free. A build with less warns. */
export const HEADROOM = 0.03;

/** What a page loads until its first row; `/keyhole.js` is the same. */
export const ENTRY = "keyhole.js";

/** The owner's page, which runs by itself. */
export const ADMIN = "admin.js";

/** What two lazy files need and the entry does not. */
export const SHARED = "shared.js";

/** Every file of a release, a line each. The rest is built from this: files, sizes, manifest. */
export const RELEASE_FILES: readonly ReleaseFile[] = [
  { name: ENTRY, entry: "src/keyhole.ts", maxBytes: 18_000 },
  // The list beyond its rows.
  { name: "list.js", entry: "src/list/index.ts", maxBytes: 17_500 },
  // The words for what went wrong.
  { name: "errors.js", entry: "src/errors/index.ts", maxBytes: 4_100 },
  // Their line on the console.
  { name: "warn.js", entry: "src/errors/warn.ts", maxBytes: 400 },
  // A site whose members sign in at the broker: the window.
  { name: "sign-in.js", entry: "src/errors/sign-in.ts", maxBytes: 1_500 },
  // Somebody asks why calls do not appear.
  { name: "doctor.js", entry: "src/doctor/index.ts", maxBytes: 4_600 },
  // A member: beside the key, before the host is asked.
  { name: "member.js", entry: "src/session/add-assertion.ts", maxBytes: 1_150 },
  // The first token: its renewal, the back-forward cache, other tabs.
  { name: "watch.js", entry: "src/session/watch-page.ts", maxBytes: 450 },
  // The first request that the broker refuses.
  { name: "refusal.js", entry: "src/session/refusal.ts", maxBytes: 900 },
  // The first call that is opened.
  { name: "call.js", entry: "src/call/index.ts", maxBytes: 16_000 },
  // A viewer who may see verdicts: those of the rows.
  { name: "verdicts.js", entry: "src/list/verdicts/verdict-controller.ts", maxBytes: 1_700 },
  // The first overview.
  { name: "overview.js", entry: "src/overview/index.ts", maxBytes: 8_000 },
  // The first button that starts a call.
  { name: "talk.js", entry: "src/talk/index.ts", maxBytes: 3_000 },
  // It is pressed, or about to be: everything of a call but the vendor's client.
  { name: "talk-call.js", entry: "src/talk/panel/index.ts", maxBytes: 16_000 },
  // It is pressed: Ultravox's client, with LiveKit's.
  { name: "ultravox.js", entry: "src/talk/model/create-client.ts", maxBytes: 125_000 },
  // The menu of the export is opened.
  { name: "export.js", entry: "src/list/export/index.ts", maxBytes: 4_500 },
  // XLSX is chosen there.
  { name: "xlsx.js", entry: "src/list/export/write-xlsx.ts", maxBytes: 9_000 },
  // Beside the first of the above that needs it.
  { name: SHARED, maxBytes: 5_800 },
  // What not every viewer of a call needs: a recording's lanes and keys, its peaks, files, evaluation, events.
  { name: "player.js", entry: "src/call/player/once-ready.ts", maxBytes: 800 },
  { name: "recording.js", entry: "src/call/player/first-play.ts", maxBytes: 1_750 },
  { name: "transcript.js", entry: "src/call/transcript/transcript-file.ts", maxBytes: 1_000 },
  { name: "evaluation.js", entry: "src/call/evaluation/evaluation-panel.ts", maxBytes: 5_000 },
  { name: "events.js", entry: "src/call/events/event-list-view.ts", maxBytes: 1_150 },
  // The owner opens the Worker's own page: all of it, in all languages, with Lit.
  { name: ADMIN, entry: "src/admin/index.ts", maxBytes: 32_000 },
  // What the first row says in one language. English is in the files above.
  ...ofLanguages("texts", "", 800),
  // What the rest says, beside the first lazy file with texts.
  ...ofLanguages("more-texts", "-more", 5_900),
  // Those of a diagnosis, with its file.
  ...ofLanguages("doctor", "-doctor", 1_200),
  // Those of a talk, which most pages do without.
  ...ofLanguages("talk-texts", "-talk", 2_600),
  // Presets: tokens alone, which a page links.
  { name: "themes/light.css", entry: "themes/light.css", maxBytes: 1_000 },
  { name: "themes/dark.css", entry: "themes/dark.css", maxBytes: 1_000 },
  { name: "themes/high-contrast.css", entry: "themes/high-contrast.css", maxBytes: 1_000 },
];

/** A file for each language: `<name>-de.js`, built from `src/i18n/de<part>.ts`. */
function ofLanguages(name: string, part: string, maxBytes: number): ReleaseFile[] {
  return LANGUAGES.map((language) => ({
    name: `${name}-${language}.js`,
    entry: `src/i18n/${language}${part}.ts`,
    maxBytes,
  }));
}

/** All of it but `APART` in one file, so that one hash (SRI) covers everything that runs. It has no limit. */
export const BUNDLE = "keyhole.bundle.js";

/** What only those who talk load: half of all bytes. The bundle loads it too, and runs it only with the bytes it knows. */
export const APART = "ultravox.js";

/** What a browser has loaded by when: sums that the table above does not show. */
export const LOADS: readonly { when: string; names: readonly ReleaseFile["name"][] }[] = [
  { when: "until the first row, in English", names: [ENTRY] },
  { when: "until the first row, in German", names: [ENTRY, "texts-de.js"] },
  { when: "until a member's first row, in English", names: [ENTRY, "member.js"] },
  { when: "more for all of the list", names: ["list.js", SHARED] },
  { when: "more for an overview", names: ["overview.js", SHARED] },
  { when: "more for a button that starts a call", names: ["talk.js", SHARED] },
  { when: "more once it is pressed", names: ["talk-call.js", "ultravox.js"] },
  { when: "more for an export", names: ["export.js"] },
  { when: "more for a call that is opened and read", names: ["call.js", SHARED] },
  {
    when: "more for one that is also heard, saved, and whose events are read",
    names: ["call.js", SHARED, "player.js", "recording.js", "transcript.js", "events.js"],
  },
];
