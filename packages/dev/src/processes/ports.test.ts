import assert from "node:assert/strict";
import { createServer, type Server } from "node:net";
import { test } from "node:test";
import { choosePorts } from "./ports.ts";
import { StartError } from "./start-error.ts";

const page = { name: "page", setting: "KEYHOLE_PAGE_PORT" };
const broker = { name: "broker", setting: "KEYHOLE_BROKER_PORT" };

function occupy(host: string): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, host, () => {
      const address = server.address();
      assert(typeof address === "object" && address !== null);
      resolve({ server, port: address.port });
    });
  });
}

test("0 gives free ports, each another, that no connection of this machine is given", async () => {
  const wishes = Array.from({ length: 20 }, () => ({ ...page, port: 0 }));
  const ports = await choosePorts(wishes);
  assert.equal(new Set(ports).size, wishes.length);
  for (const port of ports) assert(port > 10_080 && port < 32_768, String(port));
});

test("a taken port is named with its setting", async () => {
  const { server, port } = await occupy("127.0.0.1");
  try {
    await assert.rejects(choosePorts([{ ...page, port }]), (error) => {
      assert(error instanceof StartError);
      assert.match(error.message, new RegExp(`Port ${port}, wanted for the page, is taken`));
      assert.match(error.message, /KEYHOLE_PAGE_PORT=\d+/);
      return true;
    });
  } finally {
    server.close();
  }
});

test("a port taken on ::1 alone is taken too", async (context) => {
  const occupied = await occupy("::1").catch(() => undefined);
  if (!occupied) return context.skip("this machine has no IPv6 loopback");
  try {
    await assert.rejects(choosePorts([{ ...page, port: occupied.port }]), /is taken/);
  } finally {
    occupied.server.close();
  }
});

test("one port for two servers is refused", async () => {
  const [port = 0] = await choosePorts([{ ...page, port: 0 }]);
  const wishes = [
    { ...page, port },
    { ...broker, port },
  ];
  await assert.rejects(choosePorts(wishes), /KEYHOLE_BROKER_PORT and KEYHOLE_PAGE_PORT both say/);
});
