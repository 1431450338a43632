import { randomBytes } from "node:crypto";
import { SESSIONS_MAX } from "./limits.ts";
import type { Member } from "./members.ts";

const COOKIE = "acme_session";

/** Who is signed in, by the random value of a cookie that scripts cannot read. */
export class SignIns {
  readonly #members = new Map<string, Member>();

  /** Remembers a member. Returns the `Set-Cookie` value. */
  add(member: Member): string {
    const id = randomBytes(24).toString("base64url");
    this.#members.set(id, member);
    const oldest = this.#members.keys().next();
    if (this.#members.size > SESSIONS_MAX && !oldest.done) this.#members.delete(oldest.value);
    return `${COOKIE}=${id}; HttpOnly; SameSite=Lax; Path=/`;
  }

  /** The member of a request's `Cookie` header. */
  find(cookieHeader: string | undefined): Member | undefined {
    return this.#members.get(readCookie(cookieHeader) ?? "");
  }

  /** Forgets the member. Returns the `Set-Cookie` value. */
  remove(cookieHeader: string | undefined): string {
    this.#members.delete(readCookie(cookieHeader) ?? "");
    return `${COOKIE}=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0`;
  }
}

function readCookie(header = ""): string | undefined {
  const pair = header.split(/;\s*/).find((part) => part.startsWith(`${COOKIE}=`));
  return pair?.slice(COOKIE.length + 1);
}
