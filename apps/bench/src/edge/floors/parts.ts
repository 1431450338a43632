/** What workerd itself takes for one thing of each kind that a broker does. */
import { DurableObject } from "cloudflare:workers";

export interface PartEnv {
  UPSTREAM: string;
  PARTS: { getByName(name: string): Pick<PartObject, "ask" | "store"> };
}

/** Answers at once, or once a row is stored, as an object that knows used proofs. */
export class PartObject extends DurableObject {
  async ask(): Promise<void> {}

  async store(): Promise<void> {
    const { sql } = this.ctx.storage;
    sql.exec("CREATE TABLE IF NOT EXISTS parts (id TEXT PRIMARY KEY, at INTEGER NOT NULL)");
    sql.exec("INSERT INTO parts (id, at) VALUES (?, ?)", crypto.randomUUID(), Date.now());
  }
}

export async function answerPart(path: string, { UPSTREAM, PARTS }: PartEnv): Promise<void> {
  switch (path) {
    case "/object":
      return PARTS.getByName("one").ask();
    case "/new-object":
      return PARTS.getByName(crypto.randomUUID()).ask();
    case "/stored":
      return PARTS.getByName("one").store();
    case "/ask":
      await (await fetch(`${UPSTREAM}/calls/one/stages`)).text();
      return;
    case "/timer": {
      const timer = setTimeout(() => {}, 10_000);
      await Promise.resolve();
      clearTimeout(timer);
      return;
    }
    default:
      throw new Error(`there is no part ${path}`);
  }
}
