import { describe, expect, it } from "vitest";
import { findWrittenTool } from "../../src/privacy/written-tool.ts";

const CALLS: [string, string][] = [
  ["JSON", '{"name":"lookupCustomer","arguments":{"iban":"DE89","pin":"1234"}}'],
  ["JSON with parameters", '{"name": "lookupCustomer", "parameters": {"pin": "1234"}}'],
  ["JSON with the arguments first", '{"arguments":{"pin":"1234"},"name":"lookupCustomer"}'],
  ["JSON on several lines", '{\n  "name": "lookupCustomer",\n  "arguments": {\n    "pin": "1234"\n  }\n}'],
  ["JSON with a comma too many", '{"name":"lookupCustomer","arguments":{"pin":"1234"},}'],
  ["a list of calls", '[{"name":"lookupCustomer","arguments":{"pin":"1234"}},{"name":"b","arguments":{}}]'],
  ["a code fence", '```json\n{"name":"lookupCustomer","arguments":{"pin":"1234"}}\n```'],
  ["speech around a call", 'One moment. {"name":"lookupCustomer","arguments":{"pin":"1234"}} Thanks!'],
  [
    "speech with braces and quotes before it",
    '{Bitte "warten} {"name":"lookupCustomer","arguments":{"a":"1"}}',
  ],
  ["arguments as a string", String.raw`{"name":"lookupCustomer","arguments":"{\"pin\":\"1234\"}"}`],
  ["arguments as pairs", '{"function":"lookupCustomer","args":"iban=DE89"}'],
  ["a list of arguments", '{"name":"lookupCustomer","arguments":["DE89","1234"]}'],
  ["no arguments", '{"name":"lookupCustomer","arguments":{}}'],
  ["empty arguments", '{"name":"lookupCustomer","arguments":""}'],
  ["a call as a string", String.raw`"{\"name\":\"lookupCustomer\",\"arguments\":{\"pin\":\"1234\"}}"`],
  ["a call in a string", String.raw`{"message":"{\"name\":\"lookupCustomer\",\"arguments\":{\"pin\":1}}"}`],
  ["escaped keys", String.raw`{"n\u0061me":"lookupCustomer","arguments":{"pin":1}}`],
  ["single quotes", "{'name': 'lookupCustomer', 'arguments': {'pin': '1234'}}"],
  ["no quotes", '{name: lookupCustomer, arguments: {pin: "1234"}}'],
  ["curly quotes", "{“name”:“lookupCustomer”,“arguments”:{“pin”:“1234”}}"],
  ["a call without an end", '{"name":"lookupCustomer","arguments":{"iban":"DE89","pin":"12'],
  ["a call of OpenAI", '{"tool_calls":[{"function":{"name":"lookupCustomer","arguments":"{}"}}]}'],
  ["a call of Anthropic", '{"type":"tool_use","id":"1","name":"lookupCustomer","input":{"pin":1}}'],
  ["a call of Gemini", '{"functionCall":{"name":"lookupCustomer","args":{"pin":1}}}'],
  ["a call of LangChain", '{"action":"lookupCustomer","action_input":"DE89 1234"}'],
  ["a call of MCP", '{"method":"tools/call","params":{"name":"lookupCustomer","arguments":{"pin":1}}}'],
  ["a call of ReAct", 'Thought: look up\nAction: lookupCustomer\nAction Input: {"pin":"1234"}'],
  ["YAML", "name: lookupCustomer\narguments:\n  iban: DE89"],
  ["a sentence about a call", 'Calling tool lookupCustomer with arguments {"iban":"DE89"}'],
  ["tags", '<tool_call>\n{"name":"lookupCustomer","arguments":{"pin":"1234"}}\n</tool_call>'],
  ["tags of GLM", "<tool_call>lookupCustomer\n<arg_key>pin</arg_key><arg_value>1234</arg_value></tool_call>"],
  ["tags with parameters", "<tool_call><function=lookupCustomer><parameter=pin>1234</parameter></function>"],
  ["tags with attributes", '<invoke name="lookupCustomer"><parameter name="pin">1234</parameter></invoke>'],
  ["a tag per tool", "<lookupCustomer><pin>1234</pin></lookupCustomer>"],
  ["tags in bars", '<|tool_call|>{"name":"lookupCustomer","arguments":{"pin":"1234"}}'],
  ["tags of Kimi", '<|tool_call_begin|>functions.lookupCustomer:0<|tool_call_argument_begin|>{"pin":"1"}'],
  [
    "tags of DeepSeek",
    '<｜tool▁call▁begin｜>function<｜tool▁sep｜>lookupCustomer\n```json\n{"pin":"1"}\n```',
  ],
  ["tags of Mistral", '[TOOL_CALLS]lookupCustomer[ARGS]{"pin":"1234"}'],
  ["tags of Llama", '<|python_tag|>{"name":"lookupCustomer","parameters":{"pin":"1234"}}<|eom_id|>'],
  ["tags of gpt-oss", '<|channel|>commentary to=functions.lookupCustomer<|message|>{"pin":"1234"}'],
  ["a function call", 'lookupCustomer(iban="DE89", pin="1234")'],
  ["a function call in speech", 'Let me check: lookupCustomer(iban="DE89", pin="1234").'],
  ["a function call with an object", 'functions.lookupCustomer({"iban":"DE89"})'],
  ["a function call with strings", 'lookupCustomer("DE89", "1234")'],
  ["a function call of Python", '```tool_code\nprint(default_api.lookupCustomer(iban="DE89"))\n```'],
  ["a function call alone", "lookupCustomer()"],
  ["a list of function calls", '[lookupCustomer(iban="DE89"), hangUp()]'],
  ["a name and an object", 'lookupCustomer\n{"pin":"1234"}'],
];

const NAMELESS = [
  '{"arguments":{"iban":"DE89","pin":"12',
  '{"name":"Look up a customer","arguments":{"iban":"DE89"}}',
  '&lt;tool_call&gt;{"pin":1}',
];

const RESULTS = [
  '<tool_response>{"balance":12}</tool_response>',
  '{"role":"tool","content":"12"}',
  '{"tool_call_id":"c1","output":"12"}',
  "[TOOL_RESULTS]12",
];

const SPEECH = [
  "",
  "Hello!",
  '{"status":"ok","total":12}',
  '{"name":"Anna","age":42}',
  '{"name":"Anna","input":"mouse"}',
  '{"name":"Anna","arguments":"none so far"}',
  '{"user":{"name":"Anna"},"parameters":{"x":1}}',
  '{"name":"Anna","profile":{"parameters":{"x":1}}}',
  '{"name":{"first":"Anna"},"arguments":["for","against"]}',
  '{"arguments":["for","against"]}',
  '{"tool":"hammer","price":12}',
  'Your order is {"id":7,"name":"Anna","items":[1,2]}.',
  'Here are the parameters: {"a": 1}',
  "The JSON has a name and arguments.",
  "Name: Anna\nDate: Tuesday",
  "Action: call them back.",
  'Say hello (or "hi") to Anna, {name}.',
  "Jane (555-123-4567) paid.",
  "The price(s) are 3, call me (555) 12.",
  "f(x) = 2x",
  "Use the refresh() method or press <b>F5</b>.",
  "Open the [tools] menu; the function call (a) works.",
];

const SPOKEN_FIRST = CALLS.filter(([name]) => name !== "a function call alone");

describe("findWrittenTool", () => {
  it.each(CALLS)("finds the tool in %s", (_, text) => {
    expect(findWrittenTool(text)).toEqual({ role: "tool_call", name: "lookupCustomer" });
  });

  it.each(SPOKEN_FIRST)("finds a call in %s behind speech", (_, text) => {
    expect(findWrittenTool(`Gerne, einen Moment („gleich“):\n${text}`)?.role).toBe("tool_call");
  });

  it.each(NAMELESS)("finds a call that names no tool: %s", (text) => {
    expect(findWrittenTool(text)).toEqual({ role: "tool_call", name: "" });
  });

  it.each(RESULTS)("finds the result in %s", (text) => {
    expect(findWrittenTool(text)?.role).toBe("tool_result");
  });

  it.each(SPEECH)("finds no tool in %s", (text) => {
    expect(findWrittenTool(text)).toBeNull();
  });
});
