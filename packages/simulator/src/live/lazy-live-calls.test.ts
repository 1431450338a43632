import assert from "node:assert/strict";
import { once } from "node:events";
import { registerHooks } from "node:module";
import { test } from "node:test";

/** Every module that this process has asked for. */
const modules: string[] = [];
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    modules.push(resolved.url);
    return resolved;
  },
});
const { startForTests } = await import("../../test/support/fixture.ts");
const { RECEPTION_AGENT_ID } = await import("../calls/agents.ts");
const hasLoaded = (name: string) => modules.some((url) => url.includes(`/node_modules/${name}/`));

test("loads WebRTC and the codec with the first socket, which names the room", async () => {
  const simulator = await startForTests({ callCount: 0 });
  const response = await fetch(`${simulator.baseUrl}/agents/${RECEPTION_AGENT_ID}/calls`, {
    method: "POST",
    headers: { "X-API-Key": simulator.apiKey },
  });
  const { joinUrl } = (await response.json()) as { joinUrl: string };
  assert.deepEqual(["werift", "opusscript", "ws"].filter(hasLoaded), []);
  const socket = new WebSocket(joinUrl);
  const [{ data }] = (await once(socket, "message")) as [{ data: string }];
  const { roomUrl, token } = JSON.parse(data) as { roomUrl: string; token: string };
  assert.equal(roomUrl, `${new URL(simulator.baseUrl).origin.replace("http", "ws")}/livekit`);
  assert.match(token, /^[0-9a-f-]{36}$/);
  assert.deepEqual(["werift", "opusscript", "ws"].filter(hasLoaded), ["werift", "opusscript", "ws"]);
  socket.close();
});

test("answers LiveKit's question why a token is refused, for any page", async () => {
  const simulator = await startForTests({ callCount: 0 });
  const response = await fetch(
    `${simulator.baseUrl.replace("/api", "")}/livekit/rtc/v1/validate?access_token=x`,
  );
  assert.deepEqual([response.status, response.headers.get("Access-Control-Allow-Origin")], [401, "*"]);
});

test("survives sockets with nonsense, and lets the next caller in", async () => {
  const simulator = await startForTests({ callCount: 0 });
  const origin = new URL(simulator.baseUrl).origin.replace("http", "ws");
  const start = async () => {
    const response = await fetch(`${simulator.baseUrl}/agents/${RECEPTION_AGENT_ID}/calls`, {
      method: "POST",
      headers: { "X-API-Key": simulator.apiKey },
    });
    return (await response.json()) as { joinUrl: string };
  };
  const roomOf = async (joinUrl: string) => {
    const socket = new WebSocket(joinUrl);
    const [{ data }] = (await once(socket, "message")) as [{ data: string }];
    const { roomUrl, token } = JSON.parse(data) as { roomUrl: string; token: string };
    return { socket, url: `${roomUrl}/rtc/v1?access_token=${token}` };
  };
  for (const path of ["/", "/livekit/rtc", "/livekit/rtc/v1", "/calls/", "/calls/%"]) {
    await once(new WebSocket(`${origin}${path}`), "error");
  }
  for (const joinRequest of ["", "AAAA", "%20", "x".repeat(2000)]) {
    const { socket, url } = await roomOf((await start()).joinUrl);
    socket.send("{");
    const room = new WebSocket(`${url}&join_request=${joinRequest}`);
    room.addEventListener("open", () => room.send("nonsense"));
    await once(room, "close");
    socket.close();
    await once(socket, "close");
  }
  const { socket } = await roomOf((await start()).joinUrl);
  socket.close();
});
