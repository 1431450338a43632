/** Something to choose. */
export interface Choice<Value> {
  value: Value;
  label: string;
  hint?: string;
}

/** What a question needs where nobody is there to answer: the flag or variable that answers it. */
export interface Question<Value = string> {
  message: string;
  /** How to answer without a terminal, such as `--origin https://acme.com`. */
  answeredBy: string;
  /** Null where the answer will do, else why not. */
  check?: (value: Value) => string | null;
  initial?: Value;
}

/** Where the set-up asks and tells. Neither a question nor a line ever holds a secret. */
export interface Terminal {
  /** True where a person can answer. */
  isInteractive: boolean;
  text(question: Question): Promise<string>;
  /** The answer is not shown. */
  password(question: Question): Promise<string>;
  choose<Value>(question: Question<Value>, choices: readonly Choice<Value>[]): Promise<Value>;
  chooseSome<Value>(
    question: Question<readonly Value[]>,
    choices: readonly Choice<Value>[],
  ): Promise<Value[]>;
  confirm(question: Question<boolean>): Promise<boolean>;
  /** Tells what was done, or is to know. */
  tell(line: string): void;
  warn(line: string): void;
  /** Shows lines to be copied, with nothing before them. */
  show(lines: string): void;
  /** Shows that something takes time, until it is done. Resolves with what `work` resolves with. */
  while<Value>(doing: string, done: string, work: () => Promise<Value>): Promise<Value>;
}
