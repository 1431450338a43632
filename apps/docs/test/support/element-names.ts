import { globSync, readFileSync } from "node:fs";
import * as classes from "@keyhole/elements";
import { moreTokens } from "../../../../packages/elements/src/base/styles/more-tokens.styles.ts";
import { type ElementReference, elementTags, readElement } from "../../reference/read-element.ts";
import { ROOT } from "./pages.ts";

/** Every public name of the elements. */
export interface ElementNames {
  elements: ReadonlyMap<string, ElementReference>;
  events: ReadonlySet<string>;
  /** Custom properties that the elements' style sheets read. */
  tokens: ReadonlySet<string>;
}

export function elementNames(): ElementNames {
  const elements = new Map(elementTags().map((tag) => [tag, readElement(tag)]));
  const styles = [
    ...globSync("packages/elements/src/**/*.styles.ts", { cwd: ROOT }).map((path) =>
      readFileSync(`${ROOT}${path}`, "utf8"),
    ),
    String(moreTokens("calls")),
    String(moreTokens("call")),
    // An element may derive its style sheet from another's.
    ...Object.values(classes).map((exported: unknown) =>
      String((exported as { styles?: unknown }).styles ?? ""),
    ),
  ].join("\n");
  return {
    elements,
    events: new Set([...elements.values()].flatMap(({ events }) => events.map(({ name }) => name))),
    tokens: new Set([...styles.matchAll(/var\((--keyhole-[\w-]+)/g)].map(([, name = ""]) => name)),
  };
}

/** Parts of an element, and states that the text of a part names: "also `current`". */
export function partNames({ parts }: ElementReference): Set<string> {
  return new Set(
    parts.flatMap(({ name, text }) => {
      const also = text.slice(text.indexOf("also") + 1 || text.length);
      return [name, ...[...also.matchAll(/`([\w-]+)`/g)].map(([, other = ""]) => other)];
    }),
  );
}
