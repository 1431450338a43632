import { equal } from "../../test/assert.ts";
import { calls } from "../../test/calls.ts";
import { FakeSession } from "../../test/fake-session.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { find, mounted, unmountAll } from "../../test/mount.ts";

describe("element whose language cannot be loaded", () => {
  afterEach(unmountAll);

  it("shows English texts with dates and numbers of the page's language", async () => {
    // Before anything has asked for it: the address of the catalogue leads nowhere.
    const map = document.createElement("script");
    map.type = "importmap";
    const catalogue = new URL("./es.ts", import.meta.url).href;
    map.textContent = JSON.stringify({ imports: { [catalogue]: `${location.origin}/not-there.js` } });
    document.head.append(map);
    const element = await mounted(new FakeSession(calls(2)), { attributes: { site: "acme", lang: "es" } });
    equal(find(element, ".status").textContent, "Ended");
    equal(find(element, ".box").lang, "en");
    equal(find(element, ".duration").textContent, "3 min 4 s");
  });
});
