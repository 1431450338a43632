import type { Readable, Writable } from "node:stream";
import * as prompts from "@clack/prompts";
import { SetupError } from "./setup-error.ts";
import type { Choice, Question, Terminal } from "./terminal.ts";

export interface PromptsStreams {
  input: Readable;
  output: Writable;
}

/** A terminal in which a person answers: that of the process, or one behind streams. */
export function createPromptsTerminal(
  streams: PromptsStreams = { input: process.stdin, output: process.stdout },
): Terminal {
  return {
    isInteractive: true,
    async text({ message, initial, check }) {
      const answer = await prompts.text({
        ...streams,
        message,
        ...(initial !== undefined && { placeholder: initial, defaultValue: initial }),
        validate: (value) => validated(value === "" || value === undefined ? (initial ?? "") : value, check),
      });
      return given(answer);
    },
    async password({ message, check }) {
      return given(
        await prompts.password({ ...streams, message, validate: (value) => validated(value ?? "", check) }),
      ).trim();
    },
    async choose<Value>(question: Question<Value>, choices: readonly Choice<Value>[]) {
      const index = await prompts.select({
        ...streams,
        message: question.message,
        options: numbered(choices),
        initialValue: Math.max(
          0,
          choices.findIndex(({ value }) => value === question.initial),
        ),
      });
      return at(choices, given(index));
    },
    async chooseSome<Value>(question: Question<readonly Value[]>, choices: readonly Choice<Value>[]) {
      const initial = question.initial ?? [];
      const indexes = await prompts.multiselect({
        ...streams,
        message: question.message,
        options: numbered(choices),
        initialValues: choices.flatMap(({ value }, index) => (initial.includes(value) ? [index] : [])),
        required: true,
      });
      return given(indexes).map((index) => at(choices, index));
    },
    async confirm({ message, initial }) {
      return given(await prompts.confirm({ ...streams, message, initialValue: initial ?? true }));
    },
    tell: (line) => prompts.log.success(line, streams),
    warn: (line) => prompts.log.warn(line, streams),
    show: (lines) => void streams.output.write(`\n${lines}\n`),
    async while(doing, done, work) {
      const spinner = prompts.spinner(streams);
      spinner.start(doing);
      try {
        const value = await work();
        spinner.stop(done);
        return value;
      } catch (error) {
        spinner.error(doing);
        throw error;
      }
    },
  };
}

function numbered<Value>(choices: readonly Choice<Value>[]) {
  return choices.map(({ label, hint }, value) => ({ value, label, ...(hint !== undefined && { hint }) }));
}

function at<Value>(choices: readonly Choice<Value>[], index: number): Value {
  const choice = choices[index];
  if (choice === undefined) throw new RangeError(`There is no choice ${index}.`);
  return choice.value;
}

function validated(value: string, check: Question["check"]): string | undefined {
  if (value.trim() === "") return "Please answer.";
  return check?.(value.trim()) ?? undefined;
}

/** The answer. Ctrl-C ends the set-up, which can be run again. */
function given<Value>(answer: Value): Exclude<Value, symbol> {
  if (prompts.isCancel(answer)) throw new SetupError("Stopped. Run the same command again to go on.");
  return answer as Exclude<Value, symbol>;
}
