import { assert, equal } from "../../test/assert.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, findAll, frame, type TestCalls, unmountAll, until } from "../../test/mount.ts";

interface PolicyWindow extends Window {
  violations?: string[];
  element?: TestCalls;
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

describe("<keyhole-calls> under a strict page policy", () => {
  afterEach(unmountAll);

  async function open(
    forbidden = "",
  ): Promise<Required<Pick<PolicyWindow, "violations" | "element">> & { document: Document }> {
    const frameElement = document.createElement("iframe");
    frameElement.className = "mounted";
    frameElement.width = "900";
    frameElement.height = "700";
    const script = new URL("../../test/policy-page.ts", import.meta.url).href;
    frameElement.srcdoc = `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>x</title><body data-forbidden="${forbidden}"><script type="module" src="${script}"></script>`;
    document.body.append(frameElement);
    const page = () => frameElement.contentWindow as PolicyWindow;
    await until(() => page().element, "the page has its element");
    const { violations = [], element } = page();
    assert(element, "the page has its element");
    return { violations, element, document: page().document };
  }

  it("lists, scrolls and opens a call without a violation", async () => {
    const { violations, element } = await open();
    await until(() => findAll(element, ".call").length > 5, "rows are there");
    for (let step = 0; step < 5; step += 1) {
      find(element, ".list").scrollTop += 2_000;
      await frame();
    }
    find(element, ".call").click();
    await until(() => findAll(element, "dl").length === 1, "details are there");
    equal(getComputedStyle(find(element, ".details")).display, "flex", "styles apply");
    equal(violations, []);
  });

  it("names the address that the page's policy blocks", async () => {
    const { element } = await open("https://broker.invalid");
    const words = () => find(element, ".box").textContent;
    await until(() => words().includes("This page blocks the request"), "it says so");
    assert(words().includes("https://broker.invalid") && words().includes("connect-src"), words());
  });

  it("reports planted violations", async () => {
    const { violations, document } = await open();
    const styled = document.createElement("p");
    styled.setAttribute("style", "color: red");
    try {
      styled.innerHTML = "<b>x</b>";
    } catch {
      // Trusted Types forbid this.
    }
    await until(() => violations.length >= 2, "both are reported");
    assert(/style-src/.test(violations.join()) && /trusted-types/.test(violations.join()), violations.join());
  });
});
