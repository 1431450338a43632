/** The start of a value, as far as it decides what an object is. */
export interface WrittenValue {
  /** `word`: a number, a name, or any other text without quotes. */
  kind: "object" | "array" | "string" | "word";
  /** The first characters of a string or a word. */
  text: string;
}

/** An object as a text writes it. */
export interface WrittenObject {
  /** Values by key. Only a key's letters count, in lower case: `toolName` and `tool_name` are one key. */
  values: Map<string, WrittenValue>;
  /** The text ends inside. */
  isOpen: boolean;
}

export interface WrittenObjects {
  objects: WrittenObject[];
  /** Somewhere in the text brackets or quotes do not pair, so objects may be missing. */
  isBroken: boolean;
}

interface Frame extends WrittenObject {
  isArray: boolean;
  /** The key that waits for its value. */
  key: string | null;
  /** The last string or word, which is a key if a colon follows. */
  last: string;
  /** A string may begin here. */
  isBetween: boolean;
}

/** Texts in texts, such as string-encoded arguments, are read up to this depth. */
const DEPTH_MAX = 4;
/** A longer key or name tells nothing. */
const WORD_MAX = 160;
/** Lookbehinds let a run of backslashes be read once. */
const TOKEN = /(?<!\\)\\*["'`]|[{}[\],:=]|[^\s{}[\],:="'`\\]+/gu;
const CLOSERS: Record<string, RegExp> = {
  '"': /(?<!\\)\\*"/g,
  "'": /(?<!\\)\\*'/g,
  "`": /(?<!\\)\\*`/g,
};

/**
 * Finds the objects in a text in one pass: JSON, and what models write instead, such as Python's quotes, keys
 * without quotes, and objects inside strings or without an end.
 */
export function findWrittenObjects(text: string, depth = 1): WrittenObjects {
  const objects: WrittenObject[] = [];
  const frames: Frame[] = [];
  let isBroken = false;
  const token = new RegExp(TOKEN);
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [sign] = found;
    const frame = frames.at(-1);
    if (sign === "{" || sign === "[") {
      if (frame) hold(frame, { kind: sign === "{" ? "object" : "array", text: "" });
      frames.push(openFrame(sign === "["));
    } else if (frame === undefined) {
      // Speech between objects.
    } else if (sign === "}" || sign === "]") {
      if (frame.isArray !== (sign === "]")) isBroken = true;
      close(frames, objects);
    } else if (sign === ",") {
      Object.assign(frame, { key: null, isBetween: true });
    } else if (sign === ":" || sign === "=") {
      if (frame.key === null) frame.key = lettersOf(frame.last);
      frame.isBetween = true;
    } else if (/["'`]$/.test(sign)) {
      if (!frame.isBetween) {
        isBroken = true;
        continue;
      }
      const end = endOfString(text, token.lastIndex, sign);
      const inner = text.slice(token.lastIndex, end ?? text.length);
      token.lastIndex = Math.min(text.length, inner.length + token.lastIndex + sign.length);
      hold(frame, { kind: "string", text: inner.slice(0, WORD_MAX) });
      isBroken ||= end === null;
      if (depth < DEPTH_MAX && inner.includes("{")) {
        const nested = findWrittenObjects(inner, depth + 1);
        for (const object of nested.objects) objects.push(object);
        isBroken ||= nested.isBroken;
      }
    } else {
      hold(frame, { kind: "word", text: sign.slice(0, WORD_MAX) });
    }
  }
  isBroken ||= frames.length > 0;
  for (const frame of frames) {
    if (!frame.isArray) objects.push({ values: frame.values, isOpen: true });
  }
  return { objects, isBroken };
}

function openFrame(isArray: boolean): Frame {
  return { values: new Map(), isOpen: false, isArray, key: null, last: "", isBetween: true };
}

function close(frames: Frame[], objects: WrittenObject[]): void {
  const frame = frames.pop();
  if (frame && !frame.isArray) objects.push({ values: frame.values, isOpen: false });
}

/** Takes a value, or what may turn out to be a key. Of an unquoted value the first word counts. */
function hold(frame: Frame, value: WrittenValue): void {
  if (frame.key === null) frame.last = value.text;
  else if (!frame.values.has(frame.key)) frame.values.set(frame.key, value);
  frame.isBetween = false;
}

/**
 * Where a string ends; null without an end. Inside a string that is inside another, quotes have backslashes:
 * the end has as many as the beginning, and a quote of its content has more.
 */
function endOfString(text: string, from: number, opener: string): number | null {
  const quote = opener.slice(-1);
  const depth = opener.length - 1;
  const closer = CLOSERS[quote] as RegExp;
  closer.lastIndex = from;
  for (let found = closer.exec(text); found !== null; found = closer.exec(text)) {
    const backslashes = found[0].length - 1;
    if (depth === 0 ? backslashes % 2 === 0 : backslashes <= depth) return found.index + backslashes - depth;
  }
  return null;
}

function lettersOf(key: string): string {
  return key
    .replace(/\\+u00([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .toLowerCase()
    .replace(/[^\p{L}]/gu, "");
}
