/**
 * Stands in for wrangler's remote calls, as the package `wrangler` of a test's folder. It keeps an account in the folder
 * STAND_IN_ACCOUNT: what it was called with, what arrived on standard input, and the Worker. The test serves what is
 * deployed with the real wrangler.
 */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ACCOUNT = process.env.STAND_IN_ACCOUNT ?? "";
const args = process.argv.slice(2);
const command = args.slice(0, 2).join(" ");

/** @type {{ queues: string[], secrets: Record<string, string>, versions: { tag?: string }[] }} */
const account = existsSync(join(ACCOUNT, "account.json"))
  ? JSON.parse(readFileSync(join(ACCOUNT, "account.json"), "utf8"))
  : { queues: [], secrets: {}, versions: [] };
const input = command === "secret put" ? readFileSync(0, "utf8") : null;
appendFileSync(
  join(ACCOUNT, "calls.ndjson"),
  `${JSON.stringify({ args, input, env: Object.entries(process.env).flat() })}\n`,
);

if (command === "whoami --json") console.log(JSON.stringify({ loggedIn: true }));
else if (command === "queues create") createQueue(args[2] ?? "");
else if (args[0] === "deploy") deploy(args[2]);
else if (account.versions.length === 0) fail("This Worker does not exist on your account. [code: 10007]");
else if (command === "secret list") {
  console.log(JSON.stringify(Object.keys(account.secrets).map((name) => ({ name, type: "secret_text" }))));
} else if (command === "secret put") {
  account.secrets[args[2] ?? ""] = input ?? "";
  account.versions.push({});
} else if (command === "versions list") {
  console.log(JSON.stringify(account.versions.map(versionOf)));
} else fail(`${args.join(" ")} is not known`);
// In one step: a test reads it while commands run.
writeFileSync(join(ACCOUNT, "account.json.new"), JSON.stringify(account));
renameSync(join(ACCOUNT, "account.json.new"), join(ACCOUNT, "account.json"));

/** @param {string} name */
function createQueue(name) {
  if (account.queues.includes(name)) fail(`Queue name '${name}' is already taken. [code: 11009]`);
  account.queues.push(name);
}

/** @param {string | undefined} tag */
function deploy(tag) {
  if (account.queues.length === 0) fail("Queue does not exist. [code: 11000]");
  account.versions.push(tag === undefined ? {} : { tag });
  const targets = [process.env.STAND_IN_URL, "Producer for keyhole-deliveries"];
  writeFileSync(
    process.env.WRANGLER_OUTPUT_FILE_PATH ?? "",
    `${JSON.stringify({ type: "wrangler-session", version: 1 })}\n${JSON.stringify({ type: "deploy", version: 1, targets })}\n`,
  );
}

/**
 * @param {{ tag?: string }} version
 * @param {number} index
 */
function versionOf({ tag }, index) {
  return {
    id: `version-${index}`,
    metadata: { created_on: new Date(1_800_000_000_000 + index * 1000).toISOString() },
    annotations: tag === undefined ? { "workers/triggered_by": "secret" } : { "workers/tag": tag },
  };
}

/** @param {string} words */
function fail(words) {
  console.error(`✘ [ERROR] ${words}`);
  process.exit(1);
}
