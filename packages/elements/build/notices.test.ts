import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { noticesOf } from "./notices.ts";

const { resolve } = createRequire(import.meta.url);

test("keeps the license of a package, with its name and version", () => {
  assert.match(noticesOf([resolve("fflate")]), /^fflate \d+\.\d+\.\d+\n\nMIT License\n\nCopyright \(c\) /);
});

test("keeps the licenses of what a package holds in its one file, each once", () => {
  const notices = noticesOf([resolve("livekit-client")]);
  const held = ["livekit-client", "loglevel", "webrtc-adapter", "sdp", "sdp-transform", "@bufbuild/protobuf"];
  for (const name of held) {
    const found = notices.split("\n").filter((line) => line.startsWith(`${name} `) && /\d$/.test(line));
    assert.equal(found.length, 1, name);
  }
});

test("keeps nothing of our own modules", () => {
  assert.equal(noticesOf([import.meta.filename]), "");
});
