import { SetupError } from "./setup-error.ts";
import type { Question, Terminal } from "./terminal.ts";

/** A terminal without a person, for `--yes` and CI: a question that no flag answers ends the set-up by its flag. */
export function createPlainTerminal(write: (line: string) => void = console.log): Terminal {
  const ask = async <Value>({ message, answeredBy, initial }: Question<Value>): Promise<Value> => {
    if (initial !== undefined) return initial;
    throw new SetupError(`${message} Answer it with ${answeredBy}.`);
  };
  return {
    isInteractive: false,
    text: ask,
    password: ask,
    choose: ask,
    chooseSome: async (question) => [...(await ask(question))],
    confirm: ask,
    tell: (line) => write(line),
    warn: (line) => write(`warning  ${line}`),
    show: (lines) => write(`\n${lines}`),
    async while(doing, done, work) {
      write(`${doing} …`);
      const value = await work();
      write(done);
      return value;
    },
  };
}
