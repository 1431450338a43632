import { defineConfig } from "vitepress";
import { references } from "../reference/expand-references.ts";
import { withoutSocialIcons } from "./without-social-icons.ts";

export default defineConfig({
  title: "Keyhole",
  description: "Voice-agent calls on any web page, while the API keys stay at the edge.",
  lang: "en",
  srcDir: "pages",
  outDir: "dist",
  cacheDir: "node_modules/.cache/vitepress",
  cleanUrls: true,
  head: [["link", { rel: "icon", type: "image/svg+xml", href: "/keyhole.svg" }]],
  // These two themes of VitePress have enough contrast for small text.
  markdown: {
    config: references,
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  vite: { plugins: [withoutSocialIcons] },
  themeConfig: {
    logo: { src: "/keyhole.svg", alt: "" },
    search: { provider: "local" },
    outline: { level: [2, 3] },
    nav: [
      { text: "Get started", link: "/getting-started" },
      { text: "Embedding", link: "/keyhole-calls" },
      { text: "Errors", link: "/errors" },
    ],
    sidebar: [
      {
        text: "Start",
        items: [
          { text: "Getting started", link: "/getting-started" },
          { text: "Sign-in", link: "/sign-in" },
          { text: "On your own domain", link: "/own-zone" },
          { text: "Moving from Cekura’s embeds", link: "/from-cekura" },
        ],
      },
      {
        text: "Use",
        items: [
          { text: "&lt;keyhole-calls&gt;", link: "/keyhole-calls" },
          { text: "&lt;keyhole-call&gt;", link: "/keyhole-call" },
          { text: "&lt;keyhole-overview&gt;", link: "/keyhole-overview" },
          { text: "&lt;keyhole-talk&gt;", link: "/keyhole-talk" },
          { text: "Who sees what", link: "/who-sees-what" },
          { text: "What a call shows", link: "/one-call" },
          { text: "Cekura", link: "/cekura" },
          { text: "The bridge to Cekura", link: "/bridge" },
          { text: "Theming", link: "/theming" },
          { text: "Accessibility", link: "/accessibility" },
          { text: "Languages and texts", link: "/languages" },
        ],
      },
      {
        text: "Reference",
        items: [
          { text: "&lt;keyhole-calls&gt;", link: "/reference/keyhole-calls" },
          { text: "&lt;keyhole-call&gt;", link: "/reference/keyhole-call" },
          { text: "&lt;keyhole-overview&gt;", link: "/reference/keyhole-overview" },
          { text: "&lt;keyhole-talk&gt;", link: "/reference/keyhole-talk" },
          { text: "Types and editors", link: "/reference/types-and-editors" },
        ],
      },
      {
        text: "Look up",
        items: [
          { text: "When something does not work", link: "/doctor" },
          { text: "Errors", link: "/errors" },
          { text: "Security", link: "/security" },
          { text: "Privacy", link: "/privacy" },
          { text: "Starting calls", link: "/starting-calls" },
          { text: "Operating", link: "/operating" },
          { text: "Browsers", link: "/browsers" },
          { text: "Releases", link: "/releases" },
        ],
      },
    ],
    footer: { message: "MIT licence." },
  },
});
