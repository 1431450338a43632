import { compilePattern, type Instruction } from "./program.ts";

/**
 * Counts the steps that code takes over a text, so that a test can bound them whatever the machine is doing.
 *
 * - Patterns: `RegExp.prototype.exec` is replaced, which `test`, `match`, `matchAll`, `replace` and `split` call.
 *   Each match is repeated by a backtracking matcher that counts its instructions. Engines match the same way,
 *   so a pattern that backtracks over the text again and again shows here. The result is still the engine's own.
 * - Methods of strings and arrays that walk over all of their content add its length, `slice` that of its result; those that take a
 *   function add one for each call, and so does each read of a `DataView`.
 */
async function countSteps(run: () => unknown): Promise<number> {
  let steps = 0;
  const undo: (() => void)[] = [];
  const replaceMethod = (owner: object, name: string, wrap: (method: Method) => Method) => {
    const method = Reflect.get(owner, name) as Method;
    Reflect.set(owner, name, wrap(method));
    undo.push(() => Reflect.set(owner, name, method));
  };
  const exec = RegExp.prototype.exec;
  let isCounting = false;
  replaceMethod(
    RegExp.prototype,
    "exec",
    (method) =>
      function (this: RegExp, text) {
        const from = this.global || this.sticky ? this.lastIndex : 0;
        const match = method.call(this, text) as RegExpExecArray | null;
        if (isCounting) return match;
        isCounting = true;
        try {
          steps += stepsOf(this, `${text}`, from, match, exec);
        } finally {
          isCounting = false;
        }
        return match;
      },
  );
  const perLength = (owner: object, names: readonly string[]) => {
    for (const name of names) {
      replaceMethod(
        owner,
        name,
        (method) =>
          function (this: ArrayLike<unknown>, ...given) {
            if (!isCounting) steps += this.length + 1;
            return method.apply(this, given);
          },
      );
    }
  };
  perLength(String.prototype, ["split", "replaceAll", "trim", "toLowerCase", "includes", "indexOf"]);
  perLength(Array.prototype, ["includes", "indexOf", "splice", "concat", "join"]);
  for (const owner of [String.prototype, Array.prototype]) {
    replaceMethod(
      owner,
      "slice",
      (method) =>
        function (this: unknown, ...given) {
          const part = method.apply(this, given) as ArrayLike<unknown>;
          if (!isCounting) steps += part.length + 1;
          return part;
        },
    );
  }
  const bytes = Object.getPrototypeOf(Uint8Array.prototype) as object;
  perLength(bytes, ["set", "slice"]);
  for (const name of Object.getOwnPropertyNames(DataView.prototype).filter((each) => /^get/.test(each))) {
    replaceMethod(
      DataView.prototype,
      name,
      (method) =>
        function (this: DataView, ...given) {
          steps += 1;
          return method.apply(this, given);
        },
    );
  }
  for (const name of ["find", "findIndex", "filter", "some", "every", "map", "flatMap", "sort"]) {
    replaceMethod(
      Array.prototype,
      name,
      (method) =>
        function (this: unknown[], callback, ...rest) {
          if (typeof callback !== "function" || isCounting) return method.call(this, callback, ...rest);
          const counted = (...values: unknown[]) => {
            steps += 1;
            return callback(...values);
          };
          return method.call(this, counted, ...rest);
        },
    );
  }
  try {
    await run();
  } finally {
    for (const one of undo.reverse()) one();
  }
  return steps;
}

// biome-ignore lint/suspicious/noExplicitAny: methods of built-ins, called as they were.
type Method = (this: any, ...values: any[]) => unknown;

/** A text of about `length` characters. */
type Grow = (length: number) => string;

/** The first ends what takes for ever soon; the last shows what grows faster than the text. */
const LENGTHS = [1_000, 8_000];

/**
 * Null if the steps of `run` stay within `perCharacter` for each character, and `anyway` for all of it, however
 * long the text grows; otherwise what was counted, for a message.
 */
export async function linearFault(
  grow: Grow,
  perCharacter: number,
  run: (text: string) => unknown,
  anyway = 2_000,
): Promise<string | null> {
  for (const length of LENGTHS) {
    const text = grow(length);
    const steps = await countSteps(() => run(text));
    if (steps === 0) return "nothing was counted";
    if (steps > perCharacter * text.length + anyway)
      return `${steps} steps for ${text.length} characters, of which ${perCharacter} for each are allowed`;
  }
  return null;
}

const programs = new Map<string, Instruction[]>();

/** The steps of one match: the search from `from` to where the match starts, and the match. */
function stepsOf(
  pattern: RegExp,
  text: string,
  from: number,
  match: RegExpExecArray | null,
  exec: RegExp["exec"],
): number {
  const { source, flags } = pattern;
  const name = `${flags}/${source}`;
  const program = programs.get(name) ?? compilePattern(source, flags);
  programs.set(name, program);
  const isUnicode = /[uv]/.test(flags);
  const widthAt = (at: number) => (isUnicode && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  let steps = 0;

  /** Where the program ends if it starts at `start`; -1 if it fails. */
  function ends(program: Instruction[], start: number, back: boolean): number {
    const stack: number[] = [0, start];
    while (stack.length > 0) {
      let at = stack.pop() ?? 0;
      let place = stack.pop() ?? 0;
      for (;;) {
        steps += 1;
        const one = program[place];
        if (one === undefined) return at;
        place += 1;
        if (one.kind === "jump") place = one.to;
        else if (one.kind === "split") {
          stack.push(one.other, at);
          place = one.to;
        } else if (one.kind === "look") {
          if (ends(one.program, at, one.behind) >= 0 === one.negative) break;
        } else {
          const isChar = one.kind === "char";
          const width = isChar && back && isUnicode && at > 1 && widthAt(at - 2) === 2 ? 2 : 1;
          const here = isChar && back ? at - width : at;
          if (here < 0 || (isChar && here >= text.length)) break;
          one.is.lastIndex = here;
          const found = exec.call(one.is, text);
          if (!found) break;
          if (isChar) at = back ? here : here + found[0].length;
        }
      }
    }
    return -1;
  }

  for (let start = from; start <= text.length; start += widthAt(start)) {
    const end = ends(program, start, false);
    if (end >= 0) {
      if (match?.index !== start || end !== start + match[0].length)
        throw new Error(`the counting matcher disagrees about ${name} at ${start}`);
      return steps;
    }
    if (pattern.sticky) break;
  }
  if (match) throw new Error(`the counting matcher misses a match of ${name} at ${match.index}`);
  return steps;
}
