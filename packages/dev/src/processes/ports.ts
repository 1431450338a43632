import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { StartError } from "./start-error.ts";

/** Ports for wishes that name none; above 10080, the highest that browsers refuse (Fetch Standard, "bad port"). */
const FREE_PORTS = { from: 12_000, to: 32_000 };
/** Some ports of the range may be taken, never most. */
const MAX_ATTEMPTS = 200;

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
 * Nothing is kept open: between this and the server's start another program could take a port that was asked for.
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

/**
 * A free port of {@link FREE_PORTS}: systems give the ports above to connections (Linux from 32768 on, others from
 * 49152: RFC 6335, section 6), and one of those could take this port before the server starts.
 */
async function freePort(taken: readonly number[]): Promise<number> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const port = randomInt(FREE_PORTS.from, FREE_PORTS.to);
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new StartError(`No free port on 127.0.0.1 after ${MAX_ATTEMPTS} attempts.`);
}

/** Both loopback addresses count: browsers try ::1 first for `localhost`. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "::1"]) {
    const result = await listenOnce(port, host);
    if (result === "EADDRINUSE" || result === "EACCES") return false;
  }
  return true;
}

/** Listens for a moment. The error's code where it could not. */
function listenOnce(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
