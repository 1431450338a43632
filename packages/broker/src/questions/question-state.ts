/** What an upstream answered to one question, as isolates share it. */
export type Outcome =
  /** An answer, as JSON. */
  | { kind: "answer"; text: string }
  /** A refusal, as JSON: those who wait share it. */
  | { kind: "failure"; text: string }
  /** An answer that cannot be shared, because it is too large: each isolate asks for itself. */
  | { kind: "apart" };

/** An isolate asks what others know. */
export interface Asking {
  /** Identifies the isolate. */
  holder: string;
  /** How long it would wait for another isolate's answer. */
  waitMs: number;
}

export type Reply =
  /** Known, and for how long it holds from now on: clocks of isolates differ. */
  | { kind: "known"; outcome: Outcome; leftMs: number }
  /** The isolate asks the upstream. If others may want the answer, it tells it. */
  | { kind: "lead"; lead: number; isShared: boolean }
  /** Nobody has told an answer while the isolate waited: it may ask again. */
  | { kind: "late" };

/** What the isolate that asked was answered. */
export interface Telling {
  lead: number;
  outcome: Outcome;
  /** How long it holds; 0 if only those who wait may have it. */
  lifeMs: number;
}

/** One question to an upstream, as all isolates ask it. */
export interface QuestionState {
  ask(asking: Asking): Promise<Reply>;
  tell(telling: Telling): Promise<void>;
}
