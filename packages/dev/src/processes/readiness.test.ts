import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { listenOnLocalhost } from "./listen.ts";
import { choosePorts } from "./ports.ts";
import { waitUntilAnswers } from "./readiness.ts";

async function somePort(): Promise<number> {
  const [port = 0] = await choosePorts([{ name: "test", port: 0, setting: "none" }]);
  return port;
}

test("waits through refused connections and errors until there is an answer", async () => {
  const port = await somePort();
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(requests < 3 ? 503 : 200).end();
  });
  const ready = waitUntilAnswers(`http://127.0.0.1:${port}/`, AbortSignal.timeout(10_000));
  setTimeout(() => server.listen(port, "127.0.0.1"), 250);
  try {
    await ready;
    assert.equal(requests, 3);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test("ends with the words of a problem, which would be the same again", async () => {
  const port = await somePort();
  const server = createServer((_request, response) => {
    response.writeHead(503, { "Content-Type": "application/problem+json" });
    response.end('{"detail":"The config names no site."}');
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  try {
    await assert.rejects(
      waitUntilAnswers(`http://127.0.0.1:${port}/`, AbortSignal.timeout(10_000)),
      /answers 503: The config names no site\.$/,
    );
  } finally {
    server.close();
  }
});

test("ends with the signal's reason", async () => {
  const port = await somePort();
  const reason = new Error("enough");
  const control = new AbortController();
  setTimeout(() => control.abort(reason), 150);
  await assert.rejects(waitUntilAnswers(`http://127.0.0.1:${port}/`, control.signal), reason);
});

test("the host page is there on localhost, whichever address that is", async () => {
  const port = await somePort();
  const close = await listenOnLocalhost((_request, response) => response.end("ok"), port);
  try {
    for (const host of ["localhost", "127.0.0.1"]) {
      await waitUntilAnswers(`http://${host}:${port}/`, AbortSignal.timeout(5_000));
    }
  } finally {
    close();
  }
});
