import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptOffer } from "./session-description.ts";

const section = (kind: string, mid: string, direction: string, who = "browser") =>
  [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF 111`,
    "c=IN IP4 0.0.0.0",
    `a=ice-ufrag:${who}`,
    `a=ice-pwd:${who}`,
    `a=fingerprint:sha-256 ${who}`,
    `a=setup:${who === "browser" ? "actpass" : "active"}`,
    `a=mid:${mid}`,
    ...(kind === "application" ? [] : [`a=${direction}`, `a=msid:${who} track`, "a=rtcp-mux"]),
    "",
  ].join("\r\n");

const session = (mids: string, ...sections: string[]) =>
  `v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\na=group:BUNDLE ${mids}\r\n${sections.join("")}`;

const OFFER = session(
  "0 1 2 3 4",
  section("audio", "0", "recvonly"),
  section("audio", "1", "recvonly"),
  section("video", "2", "recvonly"),
  section("application", "3", ""),
  section("audio", "4", "sendonly"),
);

test("accepts one section to speak in, the microphone and the data channels", () => {
  const { sdp, agentMid } = acceptOffer(OFFER, null);
  assert.equal(agentMid, "0");
  assert.deepEqual(sdp.match(/(?<=a=mid:)\d/g), ["0", "3", "4"]);
  assert.match(sdp, /^a=group:BUNDLE 0 3 4\r$/m);
});

test("answers every section in order, the idle ones as inactive with the answer's own transport", () => {
  const own = session(
    "0 3 4",
    section("audio", "0", "sendonly", "agent"),
    section("application", "3", "", "agent"),
    section("audio", "4", "recvonly", "agent"),
  );
  const answer = acceptOffer(OFFER, null).answer(own);
  assert.deepEqual(answer.match(/(?<=a=mid:)\d/g), ["0", "1", "2", "3", "4"]);
  assert.match(answer, /^a=group:BUNDLE 0 1 2 3 4\r$/m);
  assert.deepEqual(answer.match(/(?<=a=)(?:sendonly|recvonly|sendrecv|inactive)/g), [
    "sendonly",
    "inactive",
    "inactive",
    "recvonly",
  ]);
  assert.doesNotMatch(answer, /browser|^m=\w+ 0 /m, "nothing of the browser's, and no section is rejected");
  assert.equal(answer.match(/^a=ice-ufrag:agent\r$/gm)?.length, 5);
});

test("keeps the agent's section when the browser offers again", () => {
  assert.equal(acceptOffer(OFFER.replaceAll("a=mid:0", "a=mid:9"), "1").agentMid, "1");
});

test("refuses an offer that receives no audio", () => {
  const offer = session("3", section("application", "3", ""));
  assert.throws(() => acceptOffer(offer, null), /no section that receives audio/);
});
