import { equal } from "../../test/assert.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, type TestCall, unmountAll, until } from "../../test/mount.ts";

interface PolicyWindow extends Window {
  violations?: string[];
  element?: TestCall;
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self' blob:",
  "media-src blob:",
  "style-src 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

describe("<keyhole-call> under a strict page policy", () => {
  afterEach(unmountAll);

  it("shows, searches, plays and saves a call without a violation", async () => {
    const frameElement = document.createElement("iframe");
    frameElement.className = "mounted";
    frameElement.width = "900";
    frameElement.height = "800";
    const script = new URL("../../test/call-policy-page.ts", import.meta.url).href;
    frameElement.srcdoc = `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>x</title><body><script type="module" src="${script}"></script>`;
    document.body.append(frameElement);
    const page = () => frameElement.contentWindow as PolicyWindow;
    await until(() => page().element, "the page has its element");
    const { violations = [], element } = page();
    if (!element) return;
    await until(
      () => findAll(element, ".turn").length > 5 && findAll(element, ".controls").length === 1,
      "it is there",
    );
    for (let step = 0; step < 5; step += 1) {
      find(element, ".details").scrollTop += 900;
      await frame();
    }
    const field = find(element, "input[type=search]") as HTMLInputElement;
    field.value = "please";
    field.dispatchEvent(new (page() as unknown as typeof globalThis).Event("input"));
    await until(() => findAll(element, "mark").length > 0, "matches are marked");
    find(element, ".events > summary").click();
    await until(() => findAll(element, ".event").length === 1, "events are there");
    element.play();
    await until(
      () =>
        findAll(element, ".turn.heard").length === 1 &&
        find(element, ".played").getBoundingClientRect().width > 3,
      "it plays",
    );
    findAll(element, ".menu-items > button")[2]?.click();
    await frame();
    equal(getComputedStyle(find(element, ".player")).position, "sticky", "styles apply");
    equal(violations, []);
  });
});
