import { describe, expect, it } from "vitest";
import { createViewerNames } from "../../src/worker/object-state.ts";
import { KEYHOLE_SECRET } from "../support/identities.ts";

const viewerName = createViewerNames(KEYHOLE_SECRET);

describe("the name of a viewer's object", () => {
  it("is the same for the same parts", async () => {
    const name = await viewerName("acme", "member:jane@acme.example");
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect(await createViewerNames(KEYHOLE_SECRET)("acme", "member:jane@acme.example")).toBe(name);
  });

  it("differs by site, subject and secret", async () => {
    const names = await Promise.all([
      viewerName("acme", "member:jane@acme.example"),
      viewerName("other", "member:jane@acme.example"),
      viewerName("acme", "member:june@acme.example"),
      createViewerNames("another-secret-of-the-tests-0123456789")("acme", "member:jane@acme.example"),
    ]);
    expect(new Set(names).size).toBe(4);
  });

  it("cannot be guessed from an e-mail address", async () => {
    const bytes = new TextEncoder().encode("acme\nmember:jane@acme.example");
    const plain = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    expect(await viewerName("acme", "member:jane@acme.example")).not.toBe(Buffer.from(plain).toString("hex"));
  });
});
