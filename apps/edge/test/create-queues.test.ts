import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createQueues, type RunWrangler } from "../deploy/create-queues.ts";

const WRANGLER = fileURLToPath(new URL("../wrangler.jsonc", import.meta.url));

function creating(run: RunWrangler) {
  const commands: string[] = [];
  const faults = createQueues(WRANGLER, (args) => {
    commands.push(args.join(" "));
    return run(args);
  });
  return { commands, faults };
}

describe("createQueues", () => {
  test("creates each queue of wrangler.jsonc once, the one for dead letters included", () => {
    const { commands, faults } = creating(() => ({ status: 0, output: "" }));
    assert.deepEqual(commands, ["queues create keyhole-deliveries", "queues create keyhole-deliveries-dead"]);
    assert.deepEqual(faults, []);
  });

  test("goes on where a queue exists", () => {
    const output =
      "A request to the Cloudflare API failed. Queue name 'keyhole-deliveries' is already taken. [code: 11009]";
    assert.deepEqual(creating(() => ({ status: 1, output })).faults, []);
  });

  test("names a queue that cannot be created, and why", () => {
    const { faults } = creating(() => ({ status: 1, output: "Authentication error [code: 10000]" }));
    assert.equal(faults.length, 2);
    assert.match(faults[0] ?? "", /keyhole-deliveries could not be created[\s\S]*Authentication error/);
  });
});
