import type { LanguageTexts } from "./language-texts.ts";

/** 1,200 letters without a place to break. */
const LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(
  15,
);

/** Texts that break careless pages: markup, scripts, bidirectional overrides, emoji, one endless word. */
export const DIFFICULT: LanguageTexts = {
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
      summary: `The caller read out one word: ${LONG_WORD}. Then hung up.`,
      shortSummary: `${LONG_WORD}`,
    },
    {
      summary:
        "Right-to-left override: \u202egnp.exe\u202c, zero\u200bwidth\u200bspaces, a\u0301\u0323\u0330 stacked marks, tab\there,\nand a second line for {name} ({phone}).",
      shortSummary: "\u202eoverride\u202c and {phone}",
    },
    { summary: " ", shortSummary: "" },
  ],
};
