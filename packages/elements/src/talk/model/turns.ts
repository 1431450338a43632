import type { Fields } from "../../base/parse-fields.ts";
import type { TalkTurn } from "./talk-state.ts";

/**
 * The turns of one call, from the vendor's `transcript` messages: `text` replaces what a turn has, `delta` goes on from
 * it. The vendor's own client drops the message that only says that a turn is final.
 */
export class Turns {
  readonly #byId = new Map<number, TalkTurn>();

  /** All turns after a message, in their order; null where it changes nothing. */
  add({ ordinal, role, medium, text, delta, final }: Fields): readonly TalkTurn[] | null {
    if (typeof ordinal !== "number" || !Number.isSafeInteger(ordinal) || ordinal < 0) return null;
    const before = this.#byId.get(ordinal);
    const words = text || `${before?.text ?? ""}${typeof delta === "string" ? delta : ""}`;
    if (typeof words !== "string" || words === "") return null;
    const turn: TalkTurn = Object.freeze({
      id: ordinal,
      speaker: role === "agent" ? "agent" : "user",
      medium: medium === "text" ? "text" : "voice",
      text: words,
      isFinal: final === true,
    });
    if (before?.text === turn.text && before.isFinal === turn.isFinal) return null;
    this.#byId.set(ordinal, turn);
    return Object.freeze([...this.#byId.values()].sort((one, other) => one.id - other.id));
  }
}
