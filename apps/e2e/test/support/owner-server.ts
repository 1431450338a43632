import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { choosePorts, type Supervisor } from "@keyhole/dev/processes";

const ENDPOINT = new URL("../../../docs/endpoints/keyhole-assertion.mjs", import.meta.url);

/** The server of a site's owner: a page, and the copied endpoint that says who is signed in. */
export interface OwnerServer {
  origin: string;
  /** Copies the endpoint of the documentation, changes what it says to change, and starts it. Anna is signed in. */
  copyEndpoint(owner: { secret: string; tenant: string }): Promise<void>;
  /** Puts lines into the page. Returns its address. */
  show(lines: string): string;
  close(): void;
}

export async function startOwnerServer(supervisor: Supervisor): Promise<OwnerServer> {
  let html = "";
  let endpoint = "";
  const server = createServer(async (request, response) => {
    if (!request.url?.startsWith("/keyhole-assertion")) {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Set-Cookie": "session=anna" });
      response.end(html);
      return;
    }
    const { cookie = "", "sec-fetch-site": site = "" } = request.headers;
    const answer = await fetch(`${endpoint}${request.url}`, { headers: { cookie, "sec-fetch-site": site } });
    response.writeHead(answer.status, { "Content-Type": "text/plain" }).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    async copyEndpoint({ secret, tenant }) {
      const [port = 0] = await choosePorts([{ name: "endpoint", port: 0, setting: "PORT" }]);
      const folder = supervisor.temporaryFolder();
      const text = readFileSync(ENDPOINT, "utf8")
        .replace("https://acme.example", origin)
        .replace(
          /return null; \/\/ FILL IN.*/,
          `return request.headers.cookie === "session=anna" ? { id: 7, tenant: ${JSON.stringify(tenant)} } : null;`,
        );
      const file = join(folder, "keyhole-assertion.mjs");
      writeFileSync(file, text);
      await supervisor.start({
        name: "endpoint",
        command: process.execPath,
        args: [file],
        cwd: folder,
        env: { PORT: String(port), ACME_ASSERTION_SECRET: secret },
      });
      endpoint = `http://127.0.0.1:${port}`;
      while (!(await fetch(endpoint).catch(() => null)))
        await new Promise((resolve) => setTimeout(resolve, 50));
    },
    show(lines) {
      html = `<!doctype html><html lang="en"><title>Acme</title><link rel="icon" href="data:,">${lines}`;
      return `${origin}/`;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
