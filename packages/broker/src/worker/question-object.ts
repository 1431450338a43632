import { DurableObject } from "cloudflare:workers";
import { sleepByTimer } from "../base/sleep.ts";
import { QuestionBoards, type QuestionsState } from "../questions/question-boards.ts";
import type { Asking, Reply, Telling } from "../questions/question-state.ts";

/** Lets the isolates of the Worker ask questions to an upstream once each. In memory: it stores nothing. */
export class QuestionObject extends DurableObject implements QuestionsState {
  readonly #boards = new QuestionBoards({ now: () => Date.now(), sleep: sleepByTimer });

  async ask(name: string, asking: Asking): Promise<Reply> {
    return this.#boards.ask(name, asking);
  }

  async tell(name: string, telling: Telling): Promise<void> {
    return this.#boards.tell(name, telling);
  }
}
