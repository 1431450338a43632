import { readFileSync } from "node:fs";
import { type Plugin, transform } from "esbuild";

/** Shrinks what esbuild leaves as it is: the text of style sheets, and the line breaks of templates. */
export const shrinkTexts: Plugin = {
  name: "shrink-texts",
  setup({ onLoad }) {
    onLoad({ filter: /\.styles\.ts$/ }, async ({ path }) => {
      const source = readFileSync(path, "utf8");
      const [, head = "", css = "", tail = ""] = /^(.*= (?:css)?`)([^`]*)(`.*)$/s.exec(source) ?? [];
      const { code } = await transform(css, { loader: "css", minify: true, target: "chrome125" });
      return { contents: css ? head + code.trim().replaceAll("\\", "\\\\") + tail : source, loader: "ts" };
    });
    onLoad({ filter: /(render-[a-z-]+|keyhole-calls?|[a-z]+-view|icons)\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source
        .replace(/(?<=[>}`])\n\s+(?=<)|(?<=[>}])\n\s+(?=\$\{)/g, "")
        .replace(/\n\s+(?=[@?.]?[a-z-]+=["$])/g, " ")
        .replace(/\n\s+(?=\/?>)/g, "");
      return { contents, loader: "ts" };
    });
  },
};
