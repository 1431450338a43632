/** What is compared. `empty` and `asking` are floors: an element of a line, at once and after one request. */
export const SUBJECTS = ["keyhole", "empty", "asking", "vaadin", "elevenlabs", "vapi"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** The element of a page, and the scripts that it needs, by their names on the server. */
interface Embedded {
  tag: string;
  /** Its tag as a host writes it. */
  html: string;
  scripts: readonly string[];
  /** Not a module: it runs where it stands. */
  isClassic?: true;
}

const CALLS = 100;

/** The configuration that the widget otherwise asks its vendor for. */
const ELEVENLABS_CONFIG = JSON.stringify({
  variant: "full",
  placement: "bottom-right",
  avatar: { type: "orb", color_1: "#2792dc", color_2: "#9ce6e6" },
  feedback_mode: "none",
  language: "en",
  supported_language_overrides: [],
  text_contents: {},
  styles: {},
});

export const EMBEDDED: Readonly<Record<Subject, Embedded>> = {
  keyhole: {
    tag: "keyhole-calls",
    html: `<keyhole-calls site="${CALLS}" hide-controls refresh-seconds="0"></keyhole-calls>`,
    scripts: ["keyhole.js"],
  },
  empty: { tag: "empty-element", html: "<empty-element></empty-element>", scripts: ["empty.js"] },
  asking: { tag: "asking-element", html: "<asking-element></asking-element>", scripts: ["asking.js"] },
  vaadin: {
    tag: "vaadin-grid",
    html: `<vaadin-grid data-size="${CALLS}" data-source="vaadin" page-size="50">${Array.from({ length: 6 }, (_, place) => `<vaadin-grid-column header="${place}"></vaadin-grid-column>`).join("")}</vaadin-grid>`,
    scripts: ["vaadin-grid.js", "vaadin-page.js"],
  },
  elevenlabs: {
    tag: "elevenlabs-convai",
    html: `<elevenlabs-convai agent-id="agent" override-config='${ELEVENLABS_CONFIG}'></elevenlabs-convai>`,
    scripts: ["elevenlabs.js"],
  },
  vapi: {
    tag: "vapi-widget",
    html: '<vapi-widget public-key="key" assistant-id="assistant" mode="chat"></vapi-widget>',
    scripts: ["vapi.js"],
    isClassic: true,
  },
};

export function isSubject(value: string): value is Subject {
  return (SUBJECTS as readonly string[]).includes(value);
}

/** Lines in the head of a page that a host could add to its script. */
export const HINTS = {
  none: () => "",
  preconnect: (origin: string) => `<link rel="preconnect" href="${origin}" crossorigin>`,
  modulepreload: (origin: string) => `<link rel="modulepreload" href="${origin}/keyhole.js">`,
} as const;
export type Hint = keyof typeof HINTS;

/** A page with one element, whose script stands in the head as the README has it. */
export function pageOf(subject: Subject, origin: string, hint: Hint): string {
  const { tag, html, scripts, isClassic } = EMBEDDED[subject];
  const loads = scripts.map((name) =>
    isClassic
      ? `<script defer src="${origin}/${name}"></script>`
      : `<script type="module" src="${origin}/${name}"></script>`,
  );
  return `<!doctype html><html lang="en" data-tag="${tag}" data-script="${origin}/${scripts[0]}">
<meta charset="utf-8"><title>${subject}</title>
<style>body { margin: 0 } keyhole-calls, vaadin-grid { inline-size: 1000px; block-size: 560px }</style>
${HINTS[hint](origin)}
<script type="module" src="${origin}/first-content.js"></script>
${loads.join("\n")}
${html}`;
}
