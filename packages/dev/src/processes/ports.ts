import { createServer } from "node:net";
import { StartError } from "./start-error.ts";

/** A server of the demo that wants a port. */
export interface PortWish {
  /** As a person would call it, for messages. */
  name: string;
  /** 0 means any free port. */
  port: number;
  /** The environment variable that changes it. */
  setting: string;
}

/**
 * Gives every wish its port, in order, or throws a `StartError` that names port and setting.
 * Nothing is kept open: between this and the server's start another program could take the port.
 */
export async function choosePorts(wishes: readonly PortWish[]): Promise<number[]> {
  const chosen: number[] = [];
  for (const wish of wishes) {
    const twin = wishes[chosen.indexOf(wish.port)];
    if (wish.port !== 0 && twin !== undefined) {
      throw new StartError(
        `${wish.setting} and ${twin.setting} both say ${wish.port}. Give each a port of its own.`,
      );
    }
    chosen.push(wish.port === 0 ? await freePort(chosen) : await checkedPort(wish));
  }
  return chosen;
}

async function checkedPort({ name, port, setting }: PortWish): Promise<number> {
  if (await isFree(port)) return port;
  const advice =
    `Port ${port}, wanted for the ${name}, is taken. ` +
    `End the program that uses it, or choose another: ${setting}=${port < 65_000 ? port + 1000 : port - 1000}`;
  throw new StartError(advice);
}

async function freePort(taken: readonly number[]): Promise<number> {
  const port = await listenOnce(0, "127.0.0.1");
  if (typeof port === "string") throw new StartError(`No free port on 127.0.0.1 (${port}).`);
  return taken.includes(port) || !(await isFree(port)) ? freePort(taken) : port;
}

/** Both loopback addresses count: browsers try ::1 first for `localhost`. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "::1"]) {
    const result = await listenOnce(port, host);
    if (result === "EADDRINUSE" || result === "EACCES") return false;
  }
  return true;
}

/** The port that was bound for a moment, or the error's code. */
function listenOnce(port: number, host: string): Promise<number | string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}
