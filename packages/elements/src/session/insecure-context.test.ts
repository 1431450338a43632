import { equal, rejects } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { listed, PageStandIn } from "../../test/session/page-stand-in.ts";

describe("Session in an insecure context", () => {
  for (const [what, crypto] of [
    ["crypto has no subtle", { subtle: undefined }],
    ["there is no crypto", undefined],
  ] as const) {
    it(`reports it when ${what}`, async () => {
      const page = new PageStandIn({ crypto: crypto as undefined });
      const session = page.open();
      const states: string[] = [];
      session.subscribe(() => states.push(session.state.status));
      equal(await listed(session), { kind: "insecure-context" });
      equal(session.state, { status: "failed", failure: { kind: "insecure-context" } });
      equal(states, ["connecting", "failed"]);
      equal(page.broker.asked.length, 0, "requests");
      await rejects(session.thumbprint(), /secure context/);
      await session.signOut();
      equal(session.state.status, "signed-out");
    });
  }

  it("names what a WebCrypto in a secure context rejects", async () => {
    const subtle = { generateKey: () => Promise.reject(new DOMException("No", "NotSupportedError")) };
    const page = new PageStandIn({
      crypto: {
        subtle: subtle as unknown as SubtleCrypto,
        getRandomValues: (array) => crypto.getRandomValues(array),
      },
    });
    equal(await listed(page.open()), { kind: "page", reason: "NotSupportedError: No" });
  });
});
