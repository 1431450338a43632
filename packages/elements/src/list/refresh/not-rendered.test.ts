import { assert, equal } from "../../../test/assert.ts";
import { calls } from "../../../test/calls.ts";
import { FakeSession } from "../../../test/fake-session.ts";
import { afterEach, describe, it } from "../../../test/mocha.ts";
import { mounted, unmountAll, until } from "../../../test/mount.ts";

/** More than two intervals of a second with their jitter. */
const intervals = () => new Promise((resolve) => setTimeout(resolve, 2_500));

describe("RefreshController of a list that is not rendered", () => {
  afterEach(unmountAll);

  for (const way of ["display: none", "a closed <details>"]) {
    it(`skips polls in ${way}, and polls when shown again`, async () => {
      const session = new FakeSession(calls(3));
      const element = await mounted(session, { attributes: { site: "acme", "refresh-seconds": "1" } });
      const box = element.parentElement;
      assert(box);
      const details = document.createElement("details");
      details.className = "mounted";
      details.open = true;
      document.body.append(details);
      if (way.includes("details")) details.append(box);
      await until(() => session.asked.length > 1, "it polls");
      const show = (shown: boolean) => {
        if (way.includes("details")) details.open = shown;
        else box.style.display = shown ? "" : "none";
      };
      show(false);
      const { length } = session.asked;
      await intervals();
      equal(session.asked.length, length);
      show(true);
      await until(() => session.asked.length > length, "it polls again");
    });
  }
});
