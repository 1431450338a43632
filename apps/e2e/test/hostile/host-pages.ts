import { readFileSync } from "node:fs";

/** A page that somebody else wrote, around an element. */
export interface HostPage {
  name: string;
  css: string;
  /** Direction of the body, as its attribute says. */
  dir?: "rtl";
  /** The plain page that it is compared with; without it, the one in its direction. */
  plain?: HostPage;
  /** Its layout is compared instead of its picture: what is scaled is drawn with other pixels. */
  scaled?: boolean;
}

const read = (url: string) => readFileSync(new URL(url), "utf8");

export const PLAIN: HostPage = { name: "plain", css: "body { margin: 0 }" };
export const PLAIN_RTL: HostPage = { ...PLAIN, name: "plain, right to left", dir: "rtl" };

/** Each is compared with the plain page, or with that in its direction. */
export const HOSTILE: readonly HostPage[] = [
  { name: "Bootstrap 5", css: read(import.meta.resolve("bootstrap/dist/css/bootstrap.min.css")) },
  { name: "Tailwind's preflight", css: read(import.meta.resolve("tailwindcss/preflight.css")) },
  { name: "everything unset", css: "* { all: unset !important }" },
  { name: "a small root", css: "html { font-size: 62.5% }" },
  {
    name: "spaced and upper case",
    css: `* {
      box-sizing: content-box; margin: 1em; letter-spacing: 3px; word-spacing: 9px; line-height: 3;
      text-transform: uppercase; text-align: right; text-indent: 2em; white-space: pre; hyphens: auto;
      font: italic 900 30px serif; text-shadow: 2px 2px red; cursor: wait; list-style: square inside;
    }`,
  },
  {
    name: "rules for the element",
    css: `keyhole-calls, keyhole-talk {
      display: inline; font-size: 40px; color: red; line-height: 0; text-align: center; padding: 0;
      visibility: visible; font-variant: small-caps; quotes: none; tab-size: 40; direction: inherit;
    }`,
  },
  { name: "everything unset, right to left", css: "* { all: unset !important }", dir: "rtl" },
  { name: "right to left by a style", css: "body { margin: 0; direction: rtl }", plain: PLAIN_RTL },
  { name: "zoomed", css: "body { margin: 0; zoom: 1.25 }", scaled: true },
  {
    name: "transformed",
    css: "body { margin: 0; transform: scale(1.25); transform-origin: 0 0 }",
    scaled: true,
  },
];

/** The page as HTML, with the element of a site in it. */
export function htmlOf({ css, dir }: HostPage, site: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Host</title>
    <style>${css}</style>
    <script type="module" src="/keyhole.js"></script>
  </head>
  <body${dir ? ` dir="${dir}"` : ""}>
    <main><keyhole-calls site="${site}"></keyhole-calls></main>
  </body>
</html>`;
}
