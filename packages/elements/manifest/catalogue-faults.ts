/** Texts by key. */
type Texts = Readonly<Record<string, string>>;

/** Categories of `Intl.PluralRules`; a key that ends in one is a form of a text that depends on a number. */
const CATEGORY = /\.(zero|one|two|few|many|other)$/;

/**
 * What the type check cannot see in the catalogues, `english` by the file of a part, `translations` by language:
 * empty texts, places that are lost or added, and forms of numbers that a language needs. A line each.
 */
export function catalogueFaults(
  english: ReadonlyMap<string, Texts>,
  translations: ReadonlyMap<string, Texts>,
): string[] {
  const source = Object.assign({}, ...english.values()) as Texts;
  const keys = [...english.values()].flatMap((texts) => Object.keys(texts));
  return [
    ...keys.filter((key, at) => keys.indexOf(key) < at).map((key) => `en: two parts have the key "${key}"`),
    ...faultsOf("en", source, source),
    ...[...translations].flatMap(([language, texts]) => faultsOf(language, texts, source)),
  ];
}

function faultsOf(language: string, texts: Texts, source: Texts): string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const counted = Object.keys(source).filter((key) => key.endsWith(".other"));
  const forms = counted.flatMap((key) =>
    pluralCategories.map((category) => key.replace(CATEGORY, `.${category}`)),
  );
  return [
    ...forms.filter((key) => !(key in texts)).map((key) => `${language}: lacks "${key}"`),
    ...Object.entries(texts).flatMap(([key, text]) =>
      textFaults(key, text, source[key] ?? source[key.replace(CATEGORY, ".other")]).map(
        (fault) => `${language}: "${key}" ${fault}`,
      ),
    ),
  ];
}

function textFaults(key: string, text: string, english = ""): string[] {
  if (text.trim() === "") return ["is empty"];
  if (/[{}]/.test(text.replace(/\{\w+\}/g, ""))) return ["has half a place"];
  const [own, expected] = [placesOf(text), placesOf(english)];
  // "1 new turn" and "no turns" say the number in words.
  const inWords = /\.(?:zero|one|two)$/.test(key) ? "{count}" : "";
  return [
    ...expected
      .filter((place) => !own.includes(place) && place !== inWords)
      .map((place) => `has no place for ${place}`),
    ...own
      .filter((place) => !expected.includes(place))
      .map((place) => `has a place ${place} that English has not`),
  ];
}

function placesOf(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g))];
}
