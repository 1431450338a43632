import type { Dialogue, Line } from "./dialogue.ts";

/** 1,400 letters without a place to break. */
const LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz".repeat(22);

const USER = [
  "<script>document.title='owned'</script>",
  "<img src=x onerror=\"document.title='owned'\"> is what it says on my screen.",
  "</p></div></template></textarea><!-- {name} -->",
  "javascript:document.title='owned' and data:text/html,<script>1</script>",
  "Robert'); DROP TABLE calls;-- \\u003cb\\u003e &lt;b&gt; &#x3c;b&#x3e;",
  "👩🏽‍🚒 🏳️‍🌈 👨‍👩‍👧‍👦 🇧🇷 1️⃣ ✅",
  "\u202egnp.exe\u202c was in the file name, and a\u0301\u0323\u0330\u0315 too. Zero\u200bwidth\u200bspace.",
  `My password is ${LONG_WORD}.`,
  "Line one\nline two\r\nline three\ttab\u2028separator\u0007bell",
  "https://example.com/path?q=1&r=%3Cb%3E#top and www.example.org/x, not ftp://example.net",
  "[click](javascript:document.title='owned') **bold** `code` {{constructor.constructor('1')()}} \u0024{7*7}",
  " ",
  "__proto__ constructor undefined null NaN [object Object]",
  "אני אומר hello עולם and مرحبا together (يمين) 123.",
  "Zalgo: H\u0335\u0321e\u0334\u0322l\u0336\u0327p\u0337\u0328, 𝒵𝑜𝑒 and ﷽ and 🯅",
];

const AGENT = [
  "<h1>Not a heading</h1> & not an entity &amp; \"quoted\" 'single' `tick`",
  `I heard one word: ${LONG_WORD}`,
  "Go to https://example.com/?next=https%3A%2F%2Fevil.example, or HTTP://EXAMPLE.COM/UP.",
  "{name}, I have noted {ticket}. 👍",
  "```html\n<iframe src=\"javascript:document.title='owned'\"></iframe>\n```",
  "\u2066isolated\u2069 \u200f\u200e marks. -->",
  "style=\"background:url(javascript:document.title='owned')\" <style>*{display:none}</style>",
];

/** Texts that break careless pages. Now and then one of them is said in any call. */
export const DIFFICULT_DIALOGUE: Dialogue = {
  charactersPerSecond: 15,
  greeting: "Hello <b>there</b>! What's up?",
  user: USER,
  agent: AGENT,
};

/** A call that has every one of them. */
export const DIFFICULT_SCRIPT: readonly Line[] = [
  ...USER.map((text): Line => ({ speaker: "user", text })),
  ...AGENT.map((text): Line => ({ speaker: "agent", text })),
];
