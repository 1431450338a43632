import type { Language, Line } from "./language.ts";

/** 1,200 letters without a place to break. */
const LONG_WRITTEN_WORD =
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(15);

/** 1,400 letters without a place to break. */
const LONG_SPOKEN_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz".repeat(22);

const USER = [
  "<script>document.title='owned'</script>",
  "<img src=x onerror=\"document.title='owned'\"> is what it says on my screen.",
  "</p></div></template></textarea><!-- {name} -->",
  "javascript:document.title='owned' and data:text/html,<script>1</script>",
  "Robert'); DROP TABLE calls;-- \\u003cb\\u003e &lt;b&gt; &#x3c;b&#x3e;",
  "👩🏽‍🚒 🏳️‍🌈 👨‍👩‍👧‍👦 🇧🇷 1️⃣ ✅",
  "\u202egnp.exe\u202c was in the file name, and a\u0301\u0323\u0330\u0315 too. Zero\u200bwidth\u200bspace.",
  `My password is ${LONG_SPOKEN_WORD}.`,
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
  `I heard one word: ${LONG_SPOKEN_WORD}`,
  "Go to https://example.com/?next=https%3A%2F%2Fevil.example, or HTTP://EXAMPLE.COM/UP.",
  "{name}, I have noted {ticket}. 👍",
  "```html\n<iframe src=\"javascript:document.title='owned'\"></iframe>\n```",
  "\u2066isolated\u2069 \u200f\u200e marks. -->",
  "style=\"background:url(javascript:document.title='owned')\" <style>*{display:none}</style>",
];

/** Texts that break careless pages: markup, scripts, bidirectional overrides, emoji, one endless word. */
export const DIFFICULT: Language = {
  languageHint: "en",
  names: ["Robert'); DROP TABLE calls;--", "<i>Nobody</i>", "𝒵𝑜𝑒 🦊", "null"],
  phone: "+44 20 7946 0###",
  calls: [
    {
      summary:
        "Caller spelled the address as <script>document.title='owned'</script> and </template><img src=x onerror=\"document.title='owned'\"> at {time}.",
      shortSummary: "<script>document.title='owned'</script> said {name}",
    },
    {
      summary:
        "<h1>Not a heading</h1> &amp; not an entity &lt;b&gt; {{constructor}} \u0024{7*7} javascript:void(0) [link](https://example.com) for {email}",
      shortSummary: "<b>bold</b> & \"quoted\" 'text' \\ back\\slash `tick`",
    },
    {
      summary:
        "👋🏽 {name} called from 🇧🇷 about 👨‍👩‍👧‍👦 family plan. Mood 😡 → 🙂. Ticket {ticket} ✅, mail {email} 📧.",
      shortSummary: "👨‍👩‍👧‍👦 family plan 😡 → 🙂 ✅",
    },
    {
      summary: `The caller read out one word: ${LONG_WRITTEN_WORD}. Then hung up.`,
      shortSummary: `${LONG_WRITTEN_WORD}`,
    },
    {
      summary:
        "Right-to-left override: \u202egnp.exe\u202c, zero\u200bwidth\u200bspaces, a\u0301\u0323\u0330 stacked marks, tab\there,\nand a second line for {name} ({phone}).",
      shortSummary: "\u202eoverride\u202c and {phone}",
    },
    { summary: " ", shortSummary: "" },
  ],
  dialogue: {
    charactersPerSecond: 15,
    greeting: "Hello <b>there</b>! What's up?",
    user: USER,
    agent: AGENT,
  },
};

/** Says every difficult line once. */
export const DIFFICULT_SCRIPT: readonly Line[] = [
  ...USER.map((text): Line => ({ speaker: "user", text })),
  ...AGENT.map((text): Line => ({ speaker: "agent", text })),
];
