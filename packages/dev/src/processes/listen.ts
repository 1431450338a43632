import { createServer, type RequestListener, type Server } from "node:http";

/**
 * Listens on both loopback addresses, since browsers try ::1 first for `localhost`. A machine
 * without IPv6 is served on 127.0.0.1 alone. Resolves with a function that closes both.
 */
export async function listenOnLocalhost(handler: RequestListener, port: number): Promise<() => void> {
  const servers = [await listen(handler, port, "127.0.0.1")];
  try {
    servers.push(await listen(handler, port, "::1"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") throw error;
  }
  return () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
}

function listen(handler: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(handler);
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}
