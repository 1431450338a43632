import { assert, rejects } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { PageStandIn } from "../../test/session/page-stand-in.ts";

describe("Session.request() with a path", () => {
  for (const path of ["//other.example/v1", "https://other.example/v1", "/\\other.example", "v1/calls", ""]) {
    it(`throws a TypeError for another origin, and sends nothing: "${path}"`, async () => {
      const page = new PageStandIn();
      const error = await rejects(page.open().request(path, { parse: (body) => body }), /^path: wants /);
      assert(error instanceof TypeError);
      assert(page.broker.asked.length + page.host.asked.length === 0);
    });
  }
});
