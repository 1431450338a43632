import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Where a browser sends its reports of violations, for a policy's `report-uri`. */
export interface ViolationReports {
  url: string;
  /** `effective-directive blocked-uri` of each. */
  received: string[];
  close(): void;
}

/** The browser itself reports here, whatever scripts of the page see or prevent. */
export async function collectViolationReports(): Promise<ViolationReports> {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { "csp-report": report } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    received.push(`${report["effective-directive"]} ${report["blocked-uri"]}`);
    response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
