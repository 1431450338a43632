/** Texts by key. */
type Texts = Readonly<Record<string, string>>;

/** Categories of `Intl.PluralRules`; a key that ends in one is a form of a text that depends on a number. */
const CATEGORY = /\.(zero|one|two|few|many|other)$/;

/**
 * Gaps of the catalogues: `english` by the file of a part, `translations` by language. A language has a
 * form for each of its own categories of numbers, whatever English has. A line each.
 */
export function catalogueFaults(
  english: ReadonlyMap<string, Texts>,
  translations: ReadonlyMap<string, Texts>,
): string[] {
  const source = Object.assign({}, ...english.values()) as Texts;
  return [
    ...repeatedKeys(english),
    ...faultsOf("en", source, source),
    ...[...translations].flatMap(([language, texts]) => faultsOf(language, texts, source)),
  ];
}

function repeatedKeys(english: ReadonlyMap<string, Texts>): string[] {
  const owners = new Map<string, string>();
  return [...english].flatMap(([part, texts]) =>
    Object.keys(texts).flatMap((key) => {
      const owner = owners.get(key);
      owners.set(key, part);
      return owner === undefined ? [] : [`${part}: ${owner} has the key "${key}" as well`];
    }),
  );
}

function faultsOf(language: string, texts: Texts, source: Texts): string[] {
  const wanted = wantedKeys(language, source);
  const missing = [...wanted.keys()].filter((key) => !(key in texts));
  const extra = Object.keys(texts).filter((key) => !wanted.has(key));
  return [
    ...missing.map((key) => `${language}: lacks "${key}"`),
    ...extra.map(
      (key) =>
        `${language}: has "${key}", which ${language === "en" ? "has no such form" : "English has not"}`,
    ),
    ...Object.entries(texts).flatMap(([key, text]) =>
      textFaults(key, text, wanted.get(key)).map((fault) => `${language}: ${fault}`),
    ),
  ];
}

/** The keys that a language has to have, with the English text that each stands for. */
function wantedKeys(language: string, source: Texts): Map<string, string> {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const wanted = new Map<string, string>();
  for (const [key, text] of Object.entries(source)) {
    const name = key.replace(CATEGORY, "");
    if (name === key) wanted.set(key, text);
    else
      for (const category of pluralCategories)
        wanted.set(`${name}.${category}`, source[`${name}.other`] ?? text);
  }
  return wanted;
}

function textFaults(key: string, text: string, english: string | undefined): string[] {
  if (text.trim() === "") return [`"${key}" is empty`];
  if (/[{}]/.test(text.replace(/\{\w+\}/g, ""))) return [`"${key}" has half a place`];
  if (english === undefined) return [];
  const [own, expected] = [placesOf(text), placesOf(english)];
  // "1 new turn" and "no turns" say the number in words.
  const inWords = /\.(?:zero|one|two)$/.test(key) ? ["count"] : [];
  const lost = expected.filter((place) => !own.includes(place) && !inWords.includes(place));
  const added = own.filter((place) => !expected.includes(place));
  return [
    ...lost.map((place) => `"${key}" has no place for {${place}}`),
    ...added.map((place) => `"${key}" has a place {${place}} that English has not`),
  ];
}

function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))];
}
