import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createQueues } from "../src/deploy/create-queues.ts";

const WRANGLER = fileURLToPath(new URL("../../../apps/edge/wrangler.jsonc", import.meta.url));

async function creating(run: () => { status: number; output: string }) {
  const commands: string[] = [];
  const faults = await createQueues(WRANGLER, async (args) => {
    commands.push(args.join(" "));
    return run();
  });
  return { commands, faults };
}

describe("createQueues", () => {
  test("creates each queue of wrangler.jsonc once, the one for dead letters included", async () => {
    const { commands, faults } = await creating(() => ({ status: 0, output: "" }));
    assert.deepEqual(commands, ["queues create keyhole-deliveries", "queues create keyhole-deliveries-dead"]);
    assert.deepEqual(faults, []);
  });

  test("goes on where a queue exists", async () => {
    const output =
      "A request to the Cloudflare API failed. Queue name 'keyhole-deliveries' is already taken. [code: 11009]";
    assert.deepEqual((await creating(() => ({ status: 1, output }))).faults, []);
  });

  test("names a queue that cannot be created, and why", async () => {
    const { faults } = await creating(() => ({ status: 1, output: "Authentication error [code: 10000]" }));
    assert.equal(faults.length, 2);
    assert.match(faults[0] ?? "", /keyhole-deliveries could not be created[\s\S]*Authentication error/);
  });
});
