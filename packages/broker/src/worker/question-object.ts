import { DurableObject } from "cloudflare:workers";
import { sleepByTimer } from "../base/sleep.ts";
import { QuestionBoard } from "../questions/question-board.ts";
import type { Asking, QuestionState, Reply, Telling } from "../questions/question-state.ts";

/** Lets the isolates of the Worker ask one question to an upstream once. In memory: it stores nothing. */
export class QuestionObject extends DurableObject implements QuestionState {
  readonly #board = new QuestionBoard({ now: () => Date.now(), sleep: sleepByTimer });

  async ask(asking: Asking): Promise<Reply> {
    return this.#board.ask(asking);
  }

  async tell(telling: Telling): Promise<void> {
    return this.#board.tell(telling);
  }
}
