/** One instruction of a compiled pattern. `split` tries `to` first, and `other` when that fails. */
export type Instruction =
  | { kind: "char"; is: RegExp }
  | { kind: "split"; to: number; other: number }
  | { kind: "jump"; to: number }
  | { kind: "assert"; is: RegExp }
  | { kind: "look"; program: Instruction[]; behind: boolean; negative: boolean };

/** A token of one character, or of one zero-width assertion. */
const ATOM =
  /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\c[A-Z]|\\.|\[(?:\\.|[^\]\\])*\]|[^()|*+?{}\\[\]]|[\]{}]/uy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/y;
const GROUP = /\((\?:|\?=|\?!|\?<=|\?<!|\?<\w+>)?/y;

/** Compiles a pattern for the counting matcher. Throws on back references, which no pattern needs. */
export function compilePattern(source: string, flags: string): Instruction[] {
  let at = 0;
  const letters = flags.replace(/[gyd]/g, "");
  const next = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) at += match[0].length;
    return match;
  };

  /** `back` compiles the parts of a sequence in reverse, as a look behind matches. */
  function alternatives(back: boolean): Instruction[] {
    let program = sequence(back);
    while (source[at] === "|") {
      at += 1;
      const other = sequence(back);
      program = [
        { kind: "split", to: 1, other: program.length + 2 },
        ...moved(program, 1),
        { kind: "jump", to: program.length + 2 + other.length },
        ...moved(other, program.length + 2),
      ];
    }
    return program;
  }

  function sequence(back: boolean): Instruction[] {
    const parts: Instruction[][] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") parts.push(repeated(back));
    const program: Instruction[] = [];
    for (const part of back ? parts.reverse() : parts) program.push(...moved(part, program.length));
    return program;
  }

  function repeated(back: boolean): Instruction[] {
    const part = single(back);
    const match = next(QUANTIFIER);
    if (!match) return part;
    const [, sign, from = "0", comma, to = ""] = match;
    const lazy = match[5] === "?";
    const least = sign ? (sign === "+" ? 1 : 0) : Number(from);
    const most = sign ? (sign === "?" ? 1 : null) : comma ? (to ? Number(to) : null) : least;
    const program: Instruction[] = [];
    const add = (more: Instruction[]) => program.push(...moved(more, program.length));
    const fork = (to: number, other: number): Instruction =>
      lazy ? { kind: "split", to: other, other: to } : { kind: "split", to, other };
    for (let turn = 0; turn < least; turn += 1) add(part);
    if (most === null) {
      const start = program.length;
      program.push(fork(start + 1, start + part.length + 2));
      add(part);
      program.push({ kind: "jump", to: start });
    } else {
      const end = program.length + (most - least) * (part.length + 1);
      for (let turn = least; turn < most; turn += 1) {
        program.push(fork(program.length + 1, end));
        add(part);
      }
    }
    return program;
  }

  function single(back: boolean): Instruction[] {
    const group = next(GROUP);
    if (group) {
      const kind = group[1] ?? "";
      const behind = kind.startsWith("?<=") || kind.startsWith("?<!");
      const looks = behind || kind === "?=" || kind === "?!";
      const program = alternatives(looks ? behind : back);
      at += 1;
      return looks ? [{ kind: "look", program, behind, negative: kind.endsWith("!") }] : program;
    }
    const token = next(ATOM)?.[0];
    if (token === undefined || /^\\[1-9k]/.test(token))
      throw new Error(`cannot count the steps of ${source}`);
    if (/^(?:\\[bB]|\^|\$)$/.test(token)) {
      return [{ kind: "assert", is: new RegExp(token, `${letters}y`) }];
    }
    return [{ kind: "char", is: new RegExp(token, `${letters}y`) }];
  }

  return alternatives(false);
}

/** A program that starts at another place. */
function moved(program: Instruction[], by: number): Instruction[] {
  return program.map((one) => {
    if (one.kind === "jump") return { ...one, to: one.to + by };
    return one.kind === "split" ? { ...one, to: one.to + by, other: one.other + by } : one;
  });
}
