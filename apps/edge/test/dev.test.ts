import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, it } from "node:test";
import { copyEdge, type EdgeCopy } from "./support/edge-copy.ts";
import { signAssertion, Viewer } from "./support/viewer.ts";

/** As an owner writes it for the deployed Worker. */
const CONFIG = `
  publicUrls: ["https://calls.shop.io"],
  sites: {
    acme: {
      origins: ["https://acme.example"],
      agents: "all",
      source: "ultravox",
      visitors: { rows: "public", scopes: ["calls:read"] },
      members: {
        verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: "https://acme.example" }),
        grant: () => ({ scopes: ["calls:read"], rows: "all" }),
      },
    },
  },`;
const SECRET = "an-assertion-secret-of-this-machine-0123";
const KEY = `KEYHOLE_SECRET=a-secret-of-this-machine-of-32-bytes-987\nULTRAVOX_API_KEY=aaaaaaaa.${"b".repeat(32)}\n`;

let edge: EdgeCopy;
beforeEach(() => {
  edge = copyEdge();
  edge.writeConfig(CONFIG);
});
afterEach(() => edge.remove());

function spawnDev(...args: string[]) {
  const child = spawn(process.execPath, ["dev/dev.ts", ...args], {
    cwd: edge.folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const run = { child, output: "", closed: once(child, "close") as Promise<[number | null]> };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      run.output += text;
      child.emit("output");
    });
  }
  return run;
}

/** Runs the command until `use` is done with the address that it prints. */
async function withDev(args: string[], use: (url: string, output: string) => Promise<void>): Promise<void> {
  const run = spawnDev("--port", "0", ...args);
  try {
    while (!run.output.includes("Ctrl-C")) {
      await Promise.race([once(run.child, "output"), run.closed]);
      assert.equal(run.child.exitCode, null, run.output);
    }
    await use(/The Worker is at (http:\/\/127.0.0.1:\d+)/.exec(run.output)?.[1] ?? assert.fail(), run.output);
  } finally {
    run.child.kill("SIGINT");
    assert.equal((await run.closed)[0], 0, run.output);
  }
}

async function assertEnds(args: string[], words: RegExp): Promise<void> {
  // The last one holds: a test may name a port of its own.
  const run = spawnDev("--port", "0", ...args);
  const [code] = await run.closed;
  assert.equal(code, 1, run.output);
  assert.match(run.output, words);
  assert.doesNotMatch(run.output, /at file:/);
}

describe("the owner's config on the owner's machine", () => {
  it("answers made-up calls and evaluations with --simulate, whatever keys and project the owner has", async () => {
    const evaluated = CONFIG.replace(
      'source: "ultravox",',
      'source: "ultravox", cekura: { project: 123, provisionKey: true },',
    ).replaceAll('scopes: ["calls:read"]', 'scopes: ["calls:read", "evaluations:read"]');
    edge.writeConfig(evaluated);
    edge.writeFile(
      ".dev.vars",
      `${KEY}ACME_ASSERTION_SECRET=${SECRET}\nULTRAVOX_BASE_URL=https://never.invalid/api\nCEKURA_API_KEY=a-real-key\nCEKURA_BASE_URL=https://never.invalid\n`,
    );
    await withDev(["--simulate", "--origin", "http://localhost:3000"], async (url, output) => {
      const visitor = await Viewer.make({ publicUrl: url, origin: "http://localhost:3000" });
      const minted = await visitor.mint(url, "visitor");
      assert.equal(minted.status, 200, await minted.text());
      const list = await visitor.get(url, "/v1/calls?status=ended&limit=50");
      const { items } = (await list.json()) as { items: { id: string }[] };
      assert.ok(items.length > 0);
      const answer = await visitor.get(
        url,
        `/v1/evaluations?${items.map(({ id }) => `call=${id}`).join("&")}`,
      );
      const evaluations = (await answer.json()) as { items: { verdict: string }[] };
      assert.ok(evaluations.items.some(({ verdict }) => verdict === "passed"));

      const member = await Viewer.make({ publicUrl: url });
      const exchanged = await member.exchange(url, await signAssertion(SECRET));
      assert.equal(exchanged.status, 200, await exchanged.text());

      assert.equal((await fetch(`${url}/keyhole.js`)).status, 200);
      assert.ok(output.includes(`<script type="module" src="${url}/keyhole.js"></script>`));
      assert.ok(output.includes('<keyhole-calls site="acme"></keyhole-calls>'));
    });
  });

  it("needs no .dev.vars with --simulate, and says what it made up", async () => {
    await withDev(["--simulate"], async (url, output) => {
      const visitor = await Viewer.make({ publicUrl: url });
      assert.equal((await visitor.mint(url, "visitor")).status, 200);
      assert.match(output, /Made up.*ACME_ASSERTION_SECRET/);
    });
  });

  it("is local in front of the real upstream, with the key of .dev.vars", async () => {
    edge.writeConfig(CONFIG.replace(/visitors: .*/, ""));
    edge.writeFile(".dev.vars", `${KEY}ACME_ASSERTION_SECRET=${SECRET}\n`);
    await withDev([], async (url, output) => {
      assert.ok(output.includes('<keyhole-calls site="acme" assertion-src="/keyhole-assertion">'));
      const named = url.replace("127.0.0.1", "localhost");
      for (const publicUrl of [url, named]) {
        const member = await Viewer.make({ publicUrl });
        const exchanged = await member.exchange(url, await signAssertion(SECRET));
        assert.equal(exchanged.status, 200, await exchanged.text());
      }
    });
  });

  it("ends with the settings that .dev.vars lacks", async () => {
    await assertEnds([], /KEYHOLE_SECRET: is not set.*\.dev\.vars/s);
    edge.writeFile(".dev.vars", KEY);
    await assertEnds([], /sites\.acme\.members\.verify\.secret: .*reads ACME_ASSERTION_SECRET/);
  });

  it("ends with the words of a wrong config", async () => {
    edge.writeConfig(CONFIG.replace("origins:", "orgins:"));
    await assertEnds(["--simulate"], /sites\.acme\.orgins: is not a setting/);
  });

  it("ends with the words of a wrong origin on the command line", async () => {
    await assertEnds(["--simulate", "--origin", "localhost:3000"], /--origin.*localhost:3000/s);
  });

  it("ends where the port is taken", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    try {
      await assertEnds(["--simulate", "--port", String(port)], new RegExp(`Port ${port}.*is taken`));
    } finally {
      server.close();
    }
  });
});
