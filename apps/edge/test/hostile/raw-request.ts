import { connect } from "node:net";

/** A request as bytes on a socket, so that nothing normalizes it before the Worker. */
export interface RawRequest {
  method: string;
  target: string;
  /** In order, with repeats. Latin-1. */
  headers: readonly (readonly [string, string])[];
  body?: string;
}

export interface RawAnswer {
  status: number;
  headers: Headers;
  body: string;
}

const TIMEOUT_MS = 15_000;

/** Sends a request and reads the answer. A connection closed without an answer is status 0. */
export function sendRaw(url: string, { method, target, headers, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const text = `${method} ${target} HTTP/1.1\r\n${lines}Connection: close\r\n\r\n${body ?? ""}`;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(Buffer.from(text, "latin1")));
    socket.setTimeout(TIMEOUT_MS, () =>
      socket.destroy(new Error(`no answer to ${method} ${target.slice(0, 80)}`)),
    );
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // A server that stops reading may reset the connection; its answer before that counts.
      if (error.code === "ECONNRESET" || error.code === "EPIPE") resolve(parse(Buffer.concat(chunks)));
      else reject(error);
    });
    socket.on("end", () => resolve(parse(Buffer.concat(chunks))));
  });
}

function parse(bytes: Buffer): RawAnswer {
  const text = bytes.toString("utf8");
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const body = rest.join("\r\n\r\n");
  return {
    status: Number(statusLine.split(" ")[1] ?? 0),
    headers,
    body: isChunked(headers) ? joinChunks(body) : body,
  };
}

function isChunked(headers: Headers): boolean {
  return headers.get("Transfer-Encoding") === "chunked";
}

function joinChunks(body: string): string {
  let rest = Buffer.from(body, "utf8");
  let joined = "";
  while (rest.length > 0) {
    const end = rest.indexOf("\r\n");
    const size = Number.parseInt(rest.subarray(0, end).toString(), 16);
    if (!(size > 0)) break;
    joined += rest.subarray(end + 2, end + 2 + size).toString("utf8");
    rest = rest.subarray(end + 2 + size + 2);
  }
  return joined;
}
