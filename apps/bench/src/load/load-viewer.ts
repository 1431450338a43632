import { signAssertion } from "@keyhole/edge/testing";
import { type Outgoing, sendRequest } from "../harness/send-request.ts";
import { bookAnswer, type Expected } from "./book-answer.ts";
import type { Ledger } from "./ledger.ts";
import type { Phase } from "./phases.ts";
import type { Action } from "./plan-sessions.ts";
import type { ProofKey } from "./proof-key.ts";

/** Who a viewer is, and what it may see. */
export interface Identity {
  key: ProofKey;
  site: "acme" | "booth" | "desk";
  /** Of a member; null for a visitor. */
  subject: string | null;
  /** As Cloudflare would tell it to the Worker. */
  address: string;
  /** Whether a call is one of its own. */
  owns: (callId: string) => boolean;
  /** A call that it must never see. */
  foreignCall: string;
}

export interface LoadViewerDeps {
  brokerUrl: string;
  ledger: Ledger;
  phase: () => Phase;
  /** Returns a number from 0 up to, but excluding, 1. */
  random: () => number;
}

interface Row {
  id: string;
  hasRecording: boolean;
}

interface Page {
  items?: Row[];
  next?: string | null;
}

const LIST = "/v1/calls";
const OK: Expected = { statuses: [200] };
/** Enough to begin to play. */
const AUDIO_RANGE = "bytes=0-65535";

/** A page with a list and a call, as far as its requests go. Checks that every row that it gets is its own. */
export class LoadViewer {
  readonly #identity: Identity;
  readonly #deps: LoadViewerDeps;
  #token: string | null = null;
  #isMinting = false;
  #etag: string | null = null;
  #rows: readonly Row[] = [];
  /** Path of the next page: a cursor holds for the query that it came from. */
  #next: string | null = null;
  #opened: Row | null = null;
  #ticketPath: string | null = null;

  constructor(identity: Identity, deps: LoadViewerDeps) {
    this.#identity = identity;
    this.#deps = deps;
  }

  /**
   * Sends the request of an action. False: there was none to send, because the list has no next page, or because the
   * viewer still waits for a token.
   */
  async act(action: Action): Promise<boolean> {
    if (this.#isMinting) return false;
    if (action === "enter" || action === "return" || this.#token === null) return this.#mint("mint", LIST);
    switch (action) {
      case "renew":
        return this.#mint("renew", null);
      case "poll":
        return this.#readList("list", LIST);
      case "more":
        if (this.#next === null) return false;
        return this.#readList("next page", this.#next);
      case "open":
        this.#opened = this.#rows[Math.floor(this.#deps.random() * this.#rows.length)] ?? null;
        return this.#opened !== null && this.#readCall("call", this.#opened.id, OK);
      case "messages":
        return this.#opened !== null && this.#readTurns(this.#opened.id);
      case "ticket":
        return this.#opened?.hasRecording === true && this.#getTicket(this.#opened.id);
      case "audio":
        return this.#ticketPath !== null && this.#listen(this.#ticketPath);
      case "foreign":
        return this.#readCall("foreign call", this.#identity.foreignCall, {
          statuses: [],
          codes: ["not_found"],
        });
    }
  }

  /** Reads a page that nobody has asked for, with as many rows as there may be. */
  async readUncached(count: number): Promise<boolean> {
    if (this.#token === null) return this.#mint("mint", LIST);
    const from = new Date(Date.UTC(2020, 0, 1) + count).toISOString();
    return this.#readList("uncached list", `${LIST}?limit=50&from=${from}`);
  }

  async #mint(kind: string, first: string | null): Promise<boolean> {
    this.#isMinting = true;
    try {
      await this.#askForToken(kind, first);
    } finally {
      this.#isMinting = false;
    }
    return true;
  }

  async #askForToken(kind: string, first: string | null): Promise<void> {
    const { key, site, subject } = this.#identity;
    const body = new URLSearchParams({
      client_id: site,
      dpop: await key.prove("POST", "/v1/token"),
      ...(first === null ? {} : { first }),
      ...(subject === null
        ? { grant_type: "client_credentials" }
        : {
            grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
            subject_token: await signAssertion(undefined, subject),
            subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
          }),
    });
    const headers = { ...this.#headers(), "Content-Type": "application/x-www-form-urlencoded" };
    const url = `${this.#deps.brokerUrl}/v1/token`;
    const answer = await this.#send(kind, { method: "POST", url, headers, body: body.toString() }, OK);
    if (answer === null) return;
    const minted = JSON.parse(answer.body.toString()) as {
      access_token: string;
      first?: { status: number; etag: string | null; body: Page };
    };
    this.#token = minted.access_token;
    if (minted.first?.status !== 200) return;
    this.#etag = minted.first.etag;
    this.#take(kind, LIST, minted.first.body);
  }

  async #readList(kind: string, path: string): Promise<boolean> {
    const etag = path === LIST ? this.#etag : null;
    const more: Record<string, string> = etag === null ? {} : { "If-None-Match": etag };
    const statuses = etag === null ? [200] : [200, 304];
    const answer = await this.#read(kind, path, { statuses }, more);
    if (answer === null || answer.status === 304) return true;
    if (path === LIST) this.#etag = answer.headers.etag ?? null;
    this.#take(kind, path, JSON.parse(answer.body.toString()) as Page);
    return true;
  }

  async #readCall(kind: string, id: string, expected: Expected): Promise<boolean> {
    const answer = await this.#read(kind, `${LIST}/${id}`, expected);
    if (answer === null) return true;
    const call = JSON.parse(answer.body.toString()) as Row;
    if (call.id !== id) this.#deps.ledger.complain(`${kind}: ${call.id} came for ${id}`);
    this.#check(kind, call.id);
    return true;
  }

  async #readTurns(id: string): Promise<boolean> {
    await this.#read("messages", `${LIST}/${id}/messages?limit=50`, OK);
    return true;
  }

  async #getTicket(id: string): Promise<boolean> {
    const path = `${LIST}/${id}/recording`;
    const headers = await this.#proven("POST", path);
    const url = `${this.#deps.brokerUrl}${path}`;
    // The vendor has no file of some calls that were recorded.
    const expected = { statuses: [200], codes: ["recording_not_ready", "not_found"] };
    const answer = await this.#send("ticket", { method: "POST", url, headers }, expected);
    if (answer === null) return true;
    const ticket = JSON.parse(answer.body.toString()) as { url?: string };
    this.#ticketPath = ticket.url === undefined ? null : new URL(ticket.url).pathname;
    return true;
  }

  async #listen(path: string): Promise<boolean> {
    this.#ticketPath = null;
    const headers = { Range: AUDIO_RANGE, "CF-Connecting-IP": this.#identity.address };
    const url = `${this.#deps.brokerUrl}${path}`;
    const answer = await this.#send("audio", { method: "GET", url, headers }, { statuses: [206] });
    const length = answer?.headers["content-length"];
    if (length !== undefined && Number(length) !== answer?.body.length)
      this.#deps.ledger.complain(`audio: ${answer?.body.length} of ${length} bytes`);
    return true;
  }

  #take(kind: string, path: string, { items = [], next = null }: Page): void {
    const ids = items.map(({ id }) => id);
    for (const id of ids) this.#check(kind, id);
    if (new Set(ids).size < ids.length) this.#deps.ledger.complain(`${kind}: a row comes twice`);
    this.#rows = items;
    const [route = LIST, query] = path.split("?");
    const params = new URLSearchParams(query);
    if (next !== null) params.set("cursor", next);
    this.#next = next === null ? null : `${route}?${params}`;
  }

  #check(kind: string, id: string): void {
    const { site, owns } = this.#identity;
    if (!owns(id)) this.#deps.ledger.complain(`${kind}: call ${id} is not of this viewer of ${site}`);
  }

  #headers(): Record<string, string> {
    const { site, address } = this.#identity;
    return { Origin: `https://${site}.example`, "CF-Connecting-IP": address };
  }

  async #proven(method: string, path: string): Promise<Record<string, string>> {
    const token = this.#token ?? "";
    const proof = await this.#identity.key.prove(method, path.split("?")[0] ?? "", token);
    return { ...this.#headers(), Authorization: `DPoP ${token}`, DPoP: proof };
  }

  async #read(kind: string, path: string, expected: Expected, more: Record<string, string> = {}) {
    const headers = { ...(await this.#proven("GET", path)), ...more };
    return this.#send(kind, { method: "GET", url: `${this.#deps.brokerUrl}${path}`, headers }, expected);
  }

  /** The answer, if it is what was expected, or null. */
  async #send(kind: string, outgoing: Outgoing, expected: Expected) {
    const { ledger, phase } = this.#deps;
    const entry = ledger.enter({ kind, phase: phase(), site: this.#identity.site });
    const incoming = await sendRequest(outgoing);
    const { booking, wrong } = bookAnswer(incoming, expected);
    ledger.book(entry, booking);
    for (const each of wrong) ledger.complain(`${kind}: ${each}`);
    if ("fault" in incoming) return null;
    // The next step signs in again.
    if (incoming.status === 401) this.#token = null;
    return incoming.status < 400 ? incoming : null;
  }
}
