import { assert, equal } from "../../test/assert.ts";
import { mountedCall, spokenSession } from "../../test/call-page.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { announced, find, findAll, frame, unmountAll, until } from "../../test/mount.ts";
import { toolUse, turns } from "../../test/turns.ts";

describe("<keyhole-call> transcript: copies", () => {
  afterEach(unmountAll);

  it("copies a turn and a link to its moment", async () => {
    const written: string[] = [];
    const { clipboard } = navigator;
    Object.defineProperty(navigator, "clipboard", {
      configurable: true,
      value: { writeText: async (words: string) => void written.push(words) },
    });
    try {
      const element = await mountedCall(spokenSession());
      findAll(element, ".copy")[1]?.click();
      await until(() => written.length === 1, "the turn is copied");
      findAll(element, ".link")[1]?.click();
      await until(() => announced(element) === "Copied", "it is said");
      equal(written, [
        "[0:05] Caller (auto-transcribed): Hi, I would like to move my appointment from Tuesday to some time later in the week, if that is possible. (1)",
        `${location.href.split("#")[0]}#t=0:05`,
      ]);
    } finally {
      Object.defineProperty(navigator, "clipboard", { configurable: true, value: clipboard });
    }
  });

  it("downloads in three formats", async () => {
    const saved: [string, string][] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push([this.download, this.href]);
    };
    try {
      const element = await mountedCall(spokenSession(turns(60)));
      await until(() => findAll(element, ".menu").length === 1, "all is there");
      const menu = find(element, ".menu") as HTMLDetailsElement;
      for (const place of [0, 1, 2]) {
        menu.open = true;
        findAll(element, ".menu-items > button")[place]?.click();
        equal(menu.open, false);
        await until(() => saved.length === place + 1, "a file is saved");
      }
      equal(
        saved.map(([name]) => name),
        ["call-call-0.txt", "call-call-0.json", "call-call-0.vtt"],
      );
      const [words, json, vtt] = await Promise.all(saved.map(async ([, url]) => (await fetch(url)).text()));
      assert(words?.includes("(59)") && vtt?.startsWith("WEBVTT\n"), "all turns are in it");
      equal((JSON.parse(json ?? "") as { messages: unknown[] }).messages.length, 60);
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
  });

  it("prints every turn", async () => {
    const element = await mountedCall(spokenSession([...turns(150), ...toolUse(200, 1)]));
    await until(() => find(element, ".turn").ariaSetSize === "152", "all are there");
    const before = findAll(element, ".turn").length;
    dispatchEvent(new Event("beforeprint"));
    equal(findAll(element, ".turn").length, 152);
    equal(
      (findAll(element, "details.tool") as HTMLDetailsElement[]).every(({ open }) => open),
      true,
    );
    dispatchEvent(new Event("afterprint"));
    await frame();
    assert(findAll(element, ".turn").length <= before + 4, "and few on the screen again");
  });
});
