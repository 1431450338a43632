import { createHost } from "@keyhole/demo";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { listenOnLocalhost } from "@keyhole/dev/processes";
import { type Demo, startDemo } from "@keyhole/launch";

/** A file of the customer's server. A page gets the tag that loads the elements in place of `<!--keyhole-->`. */
export interface CustomerFile {
  body: string;
  type?: "text/html" | "text/javascript";
  headers?: Record<string, string>;
}

/** The demo, whose server has further pages on the origin that the sites allow. */
export interface Customer {
  demo: Demo;
  /** Changes what the server has, by path. */
  files: Map<string, CustomerFile>;
}

export async function startCustomer(): Promise<Customer> {
  const files = new Map<string, CustomerFile>();
  const demo = await startDemo({
    pagePort: 0,
    playgroundPort: 0,
    brokerPort: 0,
    simulatorPort: 0,
    async servePages({ pagePort, brokerPort, host }) {
      for (const name of ["elements", "demo"] as const) buildWhenNeeded(name);
      const answerHost = createHost(host);
      const tag = `<script type="module" src="${host.brokerOrigin}/keyhole.js"></script>`;
      const close = await listenOnLocalhost((request, response) => {
        const file = files.get(new URL(request.url ?? "/", host.origin).pathname);
        if (!file) return answerHost(request, response);
        const { body, type = "text/html", headers } = file;
        response.writeHead(200, { "Content-Type": `${type}; charset=utf-8`, ...headers });
        const head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>';
        response.end(type === "text/html" ? `${head}${body.replace("<!--keyhole-->", tag)}` : body);
      }, pagePort);
      return { workerPort: brokerPort, close: async () => close() };
    },
  });
  return { demo, files };
}
