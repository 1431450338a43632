import * as fc from "fast-check";

/** Texts that parsers stumble over. */
const AWKWARD = [
  "",
  " ",
  "\u0000",
  "\r\n",
  "\ud800",
  "\u202e",
  "%",
  "%00",
  "%C3%28",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "true",
  "-0",
  "1e999",
  "NaN",
  "9007199254740993",
  "99999999999999999999",
  "٣",
  "2026-02-30T00:00:00Z",
  "+275760-09-13T00:00:00.001Z",
  "../../",
  "//evil.example",
  "javascript:alert(1)",
  "https://a@b.example",
  "http://[::1",
  "a,b",
  '"',
  "\\",
];

/** Any text: of any characters, of few that parsers know, and awkward ones. */
export const someText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(..."aA0.,:;-_/%&=+ ?#\"'*[]{}()@Zz9T\\"), maxLength: 60 }),
  fc.constantFrom(...AWKWARD),
  fc.tuple(fc.constantFrom(...AWKWARD), fc.nat(200)).map(([text, times]) => text.repeat(times)),
);

/** A text as a header may hold it: visible characters of Latin-1, spaces and tabs. */
export function inHeader(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return text.map((each) => each.replace(/[^\t\x20-\x7e\x80-\xff]/g, "?"));
}

/** Any text that a header may hold. */
export const someHeader: fc.Arbitrary<string> = inHeader(someText);

/** A text that differs from `text` in a few places. */
export function changedText(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({
    kind: fc.constantFrom("replace", "insert", "remove", "double", "cut", "swap" as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 8 }),
    with: fc.oneof(
      fc.string({ unit: fc.constantFrom(..."AZaz09-_.=+/ ,"), minLength: 1, maxLength: 3 }),
      someText,
    ),
  });
  return fc.tuple(text, fc.array(change, { minLength: 1, maxLength: 3 })).map(([whole, changes]) => {
    let changed = whole;
    for (const { kind, at, length, with: other } of changes) {
      const place = Math.floor(at * changed.length);
      const before = changed.slice(0, place);
      const part = changed.slice(place, place + length);
      const behind = changed.slice(place + length);
      if (kind === "replace") changed = before + other + behind;
      else if (kind === "insert") changed = before + other + part + behind;
      else if (kind === "remove") changed = before + behind;
      else if (kind === "double") changed = before + part + part + behind;
      else if (kind === "cut") changed = before;
      else changed = behind + part + before;
    }
    return changed;
  });
}

/** Any value that JSON can hold, numbers beyond the largest and awkward names included. */
export const someJson: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e21, Infinity, 2 ** 53, "", [], {}),
    fc.double({ noNaN: true }),
    someText,
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(someText, fc.constantFrom("id", "items", "next", "code")), tie("any"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).any;

/** The sample, with a few of its values replaced by any others, taken out or put into lists. */
export function changedJson(sample: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({
    path: fc.array(fc.nat(30), { minLength: 1, maxLength: 5 }),
    value: someJson,
    isRemoved: fc.boolean(),
  });
  return fc.tuple(sample, fc.array(change, { maxLength: 4 })).map(([whole, changes]) => {
    let changed = structuredClone(whole);
    for (const { path, value, isRemoved } of changes)
      changed = replaced(changed, path, structuredClone(value), isRemoved);
    return changed;
  });
}

function replaced(whole: unknown, path: readonly number[], value: unknown, isRemoved: boolean): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof whole !== "object" || whole === null) return value;
  const keys = Object.keys(whole);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return value;
  const holder = whole as Record<string, unknown>;
  const inner = replaced(holder[key], rest, value, isRemoved);
  if (isRemoved && rest.length === 0) delete holder[key];
  else if (typeof inner === "object" || rest.length < 2) holder[key] = inner;
  return whole;
}

/** JSON as it is on the wire. `JSON.stringify` writes null for an infinite number; parsers read one from `1e999`. */
export function toWire(value: unknown): string {
  const text = JSON.stringify(value, (_, each) => (each === Infinity ? "\u0000∞" : each));
  return (text ?? "null").replaceAll('"\\u0000∞"', "1e999");
}

/** Bytes of an answer: JSON, cut JSON, another text, or anything. */
export function someBody(sample: fc.Arbitrary<unknown>): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const wire = changedJson(sample).map(toWire);
  return fc.oneof(
    { weight: 6, arbitrary: wire.map(encode) },
    { weight: 2, arbitrary: changedText(wire).map(encode) },
    { weight: 1, arbitrary: someJson.map((value) => encode(toWire(value))) },
    { weight: 1, arbitrary: someText.map(encode) },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
    },
  );
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

/** The text without half characters, as requests and `encodeURIComponent` need it. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
