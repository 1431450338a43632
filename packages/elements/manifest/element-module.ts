import { pathToFileURL } from "node:url";

/** What Lit knows of an element's class. */
interface LitClass {
  styles?: unknown;
  /** Reading it makes Lit take in what the class declares. */
  observedAttributes: readonly string[];
  elementProperties: ReadonlyMap<string, { attribute?: boolean | string; state?: boolean }>;
}

/** The exports of a source file. */
export async function loadModule(path: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
}

/** An element's class itself: `static properties` and `static styles` are what they come to, however they are written. */
export async function loadElementClass(path: string, className: string): Promise<LitClass> {
  const exported = (await loadModule(path))[className];
  if (typeof exported !== "function") throw new Error(`${path} exports no class ${className}`);
  return exported as unknown as LitClass;
}

/** Reactive properties of a class with their attributes, null for none. What is marked as state is left out. */
export function reactiveProperties(type: LitClass): Map<string, string | null> {
  void type.observedAttributes;
  return new Map(
    [...type.elementProperties]
      .filter(([, { state = false }]) => !state)
      .map(([name, { attribute = true }]) => {
        if (attribute === false) return [name, null];
        return [name, typeof attribute === "string" ? attribute : name.toLowerCase()];
      }),
  );
}
