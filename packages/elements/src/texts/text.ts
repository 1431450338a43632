/** Texts by key. `{name}` is a place for a value. */
export type Catalogue = Readonly<Record<string, string>>;

/** Values for the places of a text. They are text, never markup. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Looks texts up in a catalogue and puts values in their places; a value that is missing leaves its place empty. */
export function textsOf<Texts extends Catalogue>(texts: Texts) {
  return (key: keyof Texts & string, values: TextValues = {}): string =>
    (texts[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => `${values[name] ?? ""}`);
}
