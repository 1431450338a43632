import type { Identifier } from "@mdn/browser-compat-data";
import { COMPAT_DATA, type Feature, featureAt } from "./compat-data.ts";

const HTML = COMPAT_DATA.html as Record<string, Identifier>;

/** Elements and attributes of a template that a supported browser lacks. */
export function markupUses(html: string): Feature[] {
  const features: (Feature | undefined)[] = [];
  for (const [, tag = "", rest = ""] of html.matchAll(
    /<([a-z][\w-]*)((?:\s+[^\s>=]+(?:=(?:"[^"]*"|[^\s>]*))?)*)/g,
  )) {
    features.push(featureAt(HTML, "html", ["elements", tag]));
    for (const [, name = "", value = ""] of rest.matchAll(/\s[.?]?([a-z][\w-]*)(?:="?([\w-]*))?/g)) {
      for (const path of [
        ["elements", tag, name],
        ["global_attributes", name],
      ]) {
        features.push(featureAt(HTML, "html", path), featureAt(HTML, "html", [...path, value]));
      }
    }
  }
  return features.filter((one): one is Feature => one !== undefined && one.lackedBy.length > 0);
}
