import { findWrittenObjects, type WrittenObject, type WrittenValue } from "./written-objects.ts";

/** A tool call, or a tool's result, that a model wrote as text instead of making the call. */
export interface WrittenTool {
  role: "tool_call" | "tool_result";
  /** Empty where the text does not name the tool, or not as a tool is named. */
  name: string;
}

/**
 * Finds a tool's call or result anywhere in a text, in the notations that models are trained on, also without its
 * end. Null for speech. It prefers taking an example of a call for a call to showing what one holds: an object is
 * a call if it has both a name and arguments; other objects are speech.
 */
export function findWrittenTool(text: string): WrittenTool | null {
  if (!/[<[({:=&＜｛]/u.test(text)) return null;
  const marker = readMarker(text);
  const object = readObjects(text);
  if (marker !== null) return { role: marker, name: object?.name || nameIn(text) };
  if (object !== null) return object;
  const name = readCallSyntax(text) ?? readElement(text) ?? (isLabelled(text) ? nameIn(text) : null);
  return name === null ? null : { role: "tool_call", name };
}

/** Brackets that begin a tag, also escaped for HTML or JSON. */
const OPEN = String.raw`(?:[<[({＜【]|&lt;|\\u003c)[\s/|｜\\]{0,4}`;
const TOOL = "(?:[a-z]{1,20}[:_-])?(?:tool|function)s?";
const RESULT = new RegExp(
  `${OPEN}${TOOL}[\\s_▁-]?(?:calls?[\\s_▁-]?)?(?:results?|responses?|outputs?)(?![a-z])`,
  "iu",
);
/** Tags and other signs that appear in no speech. */
const CALL = new RegExp(
  [
    `${OPEN}${TOOL}[\\s_▁-]?(?:calls?|use|uses|code|invocations?|invoke|input|name|args|arguments|parameters)(?![a-z])`,
    `${OPEN}${TOOL}(?:=|[\\s\\\\]{1,4}name\\b|\\s{0,4}[>＞|]|&gt;)`,
    `${OPEN}(?:[a-z]{1,20}:)?(?:invoke|parameter|arg_key|arg_value|call|action|python_tag)(?:[=>|｜]|&gt;|[\\s\\\\]{1,4}name\\b)`,
    `${OPEN}(?:use_mcp_tool|(?:call|execute|run|use|invoke)_(?:tool|function))`,
    String.raw`\[(?:ARGS|CALL_ID|TOOL_CONTENT)\]`,
    String.raw`(?<![\p{L}\p{N}_])functools\[`,
    String.raw`(?<![\p{L}\p{N}_])to=(?:functions?|tools?)\.`,
    "```\\s?tool[\\s_-]?[a-z]{1,12}(?![a-z])",
  ].join("|"),
  "iu",
);

/** A sign that every marker has. Most texts have none, and are not searched for each kind of marker. */
const MARKER_SIGN = /[<[({＜【]|&lt;|\\u003c|to=|```/iu;

function readMarker(text: string): WrittenTool["role"] | null {
  if (!MARKER_SIGN.test(text)) return null;
  if (CALL.test(text)) return "tool_call";
  return RESULT.test(text) ? "tool_result" : null;
}

/** Keys that name a tool; `name` alone says least. */
const NAME_KEYS = ["tool", "toolname", "function", "functionname", "recipientname", "action", "actionname"];
const PLAIN_NAME_KEYS = ["name", "method", "func", "fn"];
/** Keys that hold arguments, also as a text. */
const ARGUMENT_KEYS = /^(?:tool|function|action|call)(?:inputs?|args|arguments?|param|params|parameters?)$/;
/** Keys that hold them as an object, a list, or either as a text. */
const PLAIN_ARGUMENT_KEYS = /^(?:arguments?|args|kwargs|parameters?|params|inputs?)$/;
/** Keys that hold them where a key names the tool. */
const CONTENT_KEYS = /^(?:payload|data|body|options|values|fields|query|request|content)$/;
const CALL_KEYS = /^(?:tool|function)(?:calls?|uses?|invocations?)$/;
const RESULT_KEYS =
  /^(?:tool|function)(?:(?:call|use|invocation)id|(?:call)?(?:results?|responses?|outputs?))$/;

function readObjects(text: string): WrittenTool | null {
  if (!/[{[｛［]/u.test(text)) return null;
  const plain = text
    .replace(/[“”„‟«»＂]/gu, '"')
    .replace(/[‘’‚‛]/gu, "'")
    .replace(/[｛｝：，［］]/gu, halfWidth);
  for (const version of plain === text ? [text] : [text, plain]) {
    const { objects, isBroken } = findWrittenObjects(version);
    const tools = objects.map(readObject).filter((tool) => tool !== null);
    const [first] = tools;
    if (first) return { ...first, name: tools.find(({ name }) => name)?.name ?? "" };
    if (isBroken && LOOSE_ARGUMENTS.test(version) && LOOSE_NAME.test(version)) {
      return { role: "tool_call", name: nameIn(version) };
    }
  }
  return null;
}

function readObject({ values, isOpen }: WrittenObject): WrittenTool | null {
  const type = simple(values.get("type"));
  const role = simple(values.get("role"));
  const call = { role: "tool_call", name: "" } as const;
  const result = { role: "tool_result", name: nameOf(values.get("name") ?? values.get("toolname")) } as const;
  if (role === "tool" || role === "function" || RESULT_KEYS.test(type)) return result;
  const toolKey = NAME_KEYS.find((key) => isName(values.get(key)) || values.get(key)?.kind === "object");
  const plainKey = PLAIN_NAME_KEYS.find((key) => isName(values.get(key)));
  const named = { role: "tool_call", name: nameOf(values.get(plainKey ?? toolKey ?? "")) } as const;
  if (CALL_KEYS.test(type)) return named;
  for (const [key, value] of values) {
    if (RESULT_KEYS.test(key)) return result;
    if (CALL_KEYS.test(key) && value.kind !== "word") return call;
    const holds = value.kind === "object" || value.kind === "array" || isEncoded(value);
    const isArgument = ARGUMENT_KEYS.test(key) || (PLAIN_ARGUMENT_KEYS.test(key) && holds);
    if (isArgument && (toolKey || plainKey)) return named;
    if (holds && CONTENT_KEYS.test(key) && toolKey) return named;
    // Whether the name follows is not to be known, or the name is none that a tool may have.
    const isCertain = /^(?:arguments|kwargs)$/.test(key) || ARGUMENT_KEYS.test(key);
    if (isCertain && value.kind === "object" && (isOpen || values.get("name")?.kind === "string"))
      return call;
  }
  return null;
}

/** Arguments as a text: JSON, or pairs. */
function isEncoded({ kind, text }: WrittenValue): boolean {
  return (
    (kind === "string" && (text.trim() === "" || /[{[=:]/.test(text))) || (kind === "word" && text === "null")
  );
}

const NAME = /^\s*((?:functions|tools?|default_api)\.)?([\p{L}_$][\p{L}\p{N}_.:/$-]{0,63})\s*$/u;

function isName(value: WrittenValue | undefined): boolean {
  return value !== undefined && (value.kind === "string" || value.kind === "word") && NAME.test(value.text);
}

function nameOf(value: WrittenValue | undefined): string {
  return NAME.exec(value?.text ?? "")?.[2] ?? "";
}

function simple(value: WrittenValue | undefined): string {
  return (value?.text ?? "").toLowerCase().replace(/[^a-z]/g, "");
}

function halfWidth(sign: string): string {
  return String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
}

const QUOTE = "[\\\\\"'`*]{0,8}";
const ARGUMENT_WORD =
  "(?:arguments|args|kwargs|parameters|params|(?:tool|action|function)[ _]?(?:input|args))";
/** Arguments where brackets or quotes do not pair. */
const LOOSE_ARGUMENTS = new RegExp(
  `(?<![\\p{L}\\p{N}])${ARGUMENT_WORD}${QUOTE}\\s{0,8}[:=]\\s{0,8}${QUOTE}[{[]`,
  "iu",
);
const LOOSE_NAME = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:name|tool|function|action)${QUOTE}\\s{0,8}[:=]\\s{0,8}${QUOTE}[\\p{L}_]`,
  "iu",
);

const LABELLED_INPUT =
  /(?:^|\n)[\s>*_-]{0,8}(?:action|tool|function)[ _]?(?:input|args|arguments|parameters)[*_\s]{0,8}:/i;
const LABELS = new RegExp(`(?:^|\\n)[\\s>*_-]{0,8}${ARGUMENT_WORD}[*_\\s]{0,8}:`, "i");
const NAMES = /(?:^|\n)[\s>*_-]{0,8}(?:name|tool|function|action)(?:[ _]?(?:name|call))?[*_\s]{0,8}:/i;
const HELD = new RegExp(
  `(?<![\\p{L}\\p{N}])${ARGUMENT_WORD}[*_\`:=\\s]{1,8}(?:\`\`\`\\w{0,12}\\s{0,4})?[{[]["'\\s]`,
  "iu",
);
const CALLING = /(?<![\p{L}\p{N}])(?:tools?|functions?|call|calling|invok(?:e|ing))(?![\p{L}\p{N}])/iu;

/** Arguments with a label, as in `Action Input: …`, YAML, or "calling lookup with arguments {…}". */
function isLabelled(text: string): boolean {
  // A part of each word for arguments.
  if (!/input|arg|param/i.test(text)) return false;
  if (LABELLED_INPUT.test(text) || (LABELS.test(text) && NAMES.test(text))) return true;
  return HELD.test(text) && CALLING.test(text);
}

/** A word before which no other begins. */
const START = String.raw`(?<![\p{L}\p{N}_.$-])`;
const WORD = String.raw`[\p{L}_$][\p{L}\p{N}_$]{0,63}`;
const PATH = String.raw`(${WORD}(?:\.${WORD}){0,4})`;
const QUOTED = `["'“\`]`;
/** `lookup(iban="…")`, `lookup({"iban": …})`, `lookup(iban: "…")`. */
const NAMED_ARGUMENTS = new RegExp(
  `${START}${PATH} ?\\(\\s{0,8}(?:${WORD}\\s{0,4}=\\s{0,4}(?:${QUOTED}|[\\d{[-]|True|False|None|true|false|null)|${WORD}\\s{0,4}:\\s{0,4}(?:${QUOTED}|[{[])|\\{\\s{0,8}(?:${QUOTED}|\\}|${WORD}\\s{0,4}:))`,
  "u",
);
/** `lookupCustomer("…")` and `lookup_customer(12)`: a name that is no word of a language. */
const PLACED_ARGUMENTS = new RegExp(
  `${START}((?=(?:functions|tools?|default_api)\\.|[\\p{L}\\p{N}$.]{0,64}_|\\p{Ll}{2,64}\\p{Lu})${PATH.slice(1, -1)})\\(\\s{0,8}(?:${QUOTED}|[\\d{[-])`,
  "u",
);
/** A text that is nothing but a call. */
const WHOLE = new RegExp(
  `^[\\s\`[]{0,12}(?:\\w{0,12}\\n)?(?:print\\(|await )?${PATH}\\((?:\\s{0,8}${QUOTED}|[^()\\n]{0,200}\\)[\\s\`\\]);.]{0,8}$)`,
  "u",
);
/** `lookup{"iban": …}` alone, and a name that is no word of a language, also in the line before. */
const BEFORE_OBJECT = new RegExp(`^[\\s>]{0,8}${PATH}\\{\\s{0,8}${QUOTED}`, "u");
const ABOVE_OBJECT = new RegExp(
  `(?:^|\\n)[\\s>]{0,8}((?=[\\p{L}\\p{N}$.]{0,64}_|\\p{Ll}{2,64}\\p{Lu})${PATH.slice(1, -1)})\\s{0,4}(?:\`\`\`\\w{0,12}\\s{0,4})?\\{\\s{0,8}${QUOTED}`,
  "u",
);

/** The name of a function that the text calls; null if it calls none. */
function readCallSyntax(text: string): string | null {
  const called = text.includes("(") ? [NAMED_ARGUMENTS, PLACED_ARGUMENTS, WHOLE] : [];
  const before = text.includes("{") ? [BEFORE_OBJECT, ABOVE_OBJECT] : [];
  for (const pattern of [...called, ...before]) {
    const name = pattern.exec(text)?.[1];
    if (name) return nameOf({ kind: "word", text: name });
  }
  return null;
}

/** `<lookupCustomer><pin>1234</pin></lookupCustomer>`; null for other elements, such as those of HTML. */
function readElement(text: string): string | null {
  if (!text.includes("</")) return null;
  const name = /<((?=\p{Ll}{1,63}[\p{Lu}_])[\p{L}\p{N}_]{1,64})>/u.exec(text)?.[1];
  return name !== undefined && text.includes(`</${name}`) ? name : null;
}

/** Where notations have a tool's name, the surest place first. */
const NAME_PLACES = [
  String.raw`functions?\.`,
  String.raw`(?:sep|call_begin)[|｜]>\s{0,4}`,
  String.raw`(?:name|tool|function|action|invoke)["'\\]{0,8}\s{0,4}[=:]\s{0,4}["'\\]{0,8}`,
  String.raw`[>\]]\s{0,4}`,
  String.raw`(?:tool|function)\s{1,4}`,
].map((place) => new RegExp(String.raw`${place}(${WORD}(?:[.-]${WORD}){0,4})(?=["'\\\s>(:{[<|｜]|$)`, "iu"));

function nameIn(text: string): string {
  const called = readCallSyntax(text);
  if (called !== null) return called;
  for (const place of NAME_PLACES) {
    const name = place.exec(text)?.[1];
    if (name) return nameOf({ kind: "word", text: name });
  }
  return "";
}
