import { ANSWERS_MAX_CHARACTERS, QUESTION_SHARED_MS, QUESTIONS_REMEMBERED } from "../base/limits/answers.ts";
import { type BoardOptions, QuestionBoard } from "./question-board.ts";
import type { Asking, Reply, Telling } from "./question-state.ts";

/** Many questions to upstreams, each by its name. */
export interface QuestionsState {
  ask(name: string, asking: Asking): Promise<Reply>;
  tell(name: string, telling: Telling): Promise<void>;
}

/**
 * Keeps the boards of many questions. A new Durable Object takes several times the CPU of one that is awake, so
 * questions share a few. Boards are forgotten once nobody has asked for a minute, the one that was asked longest
 * ago first where there are too many, and never while an isolate waits.
 */
export class QuestionBoards implements QuestionsState {
  readonly #options: BoardOptions;
  /** The question that was asked last stands last. */
  readonly #boards = new Map<string, { board: QuestionBoard; usedMs: number }>();
  #characters = 0;

  constructor(options: BoardOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#boards.size;
  }

  ask(name: string, asking: Asking): Promise<Reply> {
    return this.#board(name).ask(asking);
  }

  async tell(name: string, telling: Telling): Promise<void> {
    const board = this.#board(name);
    const before = board.characters;
    await board.tell(telling);
    this.#characters += board.characters - before;
    this.#sweep();
  }

  #board(name: string): QuestionBoard {
    const board = this.#boards.get(name)?.board ?? new QuestionBoard(this.#options);
    this.#boards.delete(name);
    this.#boards.set(name, { board, usedMs: this.#options.now() });
    this.#sweep();
    return board;
  }

  #sweep(): void {
    const oldestMs = this.#options.now() - QUESTION_SHARED_MS;
    for (const [name, { board, usedMs }] of this.#boards) {
      const isTooMuch = this.#boards.size > QUESTIONS_REMEMBERED || this.#characters > ANSWERS_MAX_CHARACTERS;
      if (!isTooMuch && usedMs > oldestMs) return;
      if (board.isAwaited || (!isTooMuch && board.holdsAnswer)) continue;
      this.#boards.delete(name);
      this.#characters -= board.characters;
    }
  }
}
