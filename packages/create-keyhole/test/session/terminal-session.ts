import { PassThrough, Writable } from "node:stream";
import xterm from "@xterm/headless";
import { createPromptsTerminal } from "../../src/terminal/prompts-terminal.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";

const COLUMNS = 96;
const ROWS = 200;
const TIMEOUT_MS = 20_000;

/** Keys as a terminal sends them. */
export const KEYS = { enter: "\r", down: "\u001b[B", space: " ", interrupt: "\u0003" } as const;

/** A terminal without a window: what the set-up writes is drawn on a screen, and a test presses the keys. */
export class TerminalSession {
  /** Everything that was written, with its control characters. */
  written = "";
  readonly terminal: Terminal;
  readonly #screen = new xterm.Terminal({
    cols: COLUMNS,
    rows: ROWS,
    allowProposedApi: true,
    convertEol: true,
  });
  readonly #input = new PassThrough();
  readonly #watchers = new Set<() => void>();

  constructor() {
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.write(chunk.toString());
        done();
      },
    });
    // What prompts ask of a terminal.
    Object.assign(output, { columns: COLUMNS, rows: ROWS, isTTY: true });
    Object.assign(this.#input, { isTTY: true, setRawMode: () => this.#input });
    this.terminal = createPromptsTerminal({ input: this.#input, output });
  }

  /** Draws a text, as a program does that shares the terminal. */
  write(text: string): void {
    this.written += text;
    this.#screen.write(text, () => {
      for (const look of this.#watchers) look();
    });
  }

  press(...keys: readonly string[]): void {
    for (const key of keys) this.#input.write(key);
  }

  /** Waits until the screen shows a text, then presses keys. */
  async when(text: string, ...keys: readonly string[]): Promise<void> {
    await this.#shown(text);
    this.press(...keys);
  }

  /** What a person reads once everything is drawn, without blanks at the ends of lines. */
  async read(): Promise<string> {
    await new Promise<void>((drawn) => this.#screen.write("", drawn));
    return this.#text();
  }

  #text(): string {
    const { active } = this.#screen.buffer;
    const lines = Array.from(
      { length: ROWS },
      (_, row) => active.getLine(row)?.translateToString(true) ?? "",
    );
    return `${lines
      .map((line) => line.trimEnd())
      .join("\n")
      .trim()}\n`;
  }

  #shown(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#watchers.delete(look);
        reject(new Error(`The screen never shows "${text}":\n\n${this.#text()}`));
      }, TIMEOUT_MS);
      const look = () => {
        if (!this.#text().includes(text)) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }
}
