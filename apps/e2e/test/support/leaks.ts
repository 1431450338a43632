/** A text that must not be in a page, and what it is. */
export interface Needle {
  name: string;
  value: string;
}

/** Thousands of needles begin alike. */
const BEGINNING_CHARACTERS = 10;

/** Every needle that occurs in any of the texts, by name. Each beginning is searched for once. */
export function findLeaks(texts: readonly string[], needles: readonly Needle[]): string[] {
  const haystack = texts.join("\n");
  const found = new Set<Needle>();
  const groups = Map.groupBy(needles, ({ value }) => value.slice(0, BEGINNING_CHARACTERS));
  for (const [beginning, group] of groups) {
    for (let at = haystack.indexOf(beginning); at >= 0; at = haystack.indexOf(beginning, at + 1))
      for (const needle of group) if (haystack.startsWith(needle.value, at)) found.add(needle);
  }
  return needles.filter((needle) => found.has(needle)).map(({ name }) => name);
}

/** A secret as it is and as it may look after an encoding. */
export function disguises(name: string, value: string): Needle[] {
  return [
    { name, value },
    { name: `${name} as base64`, value: Buffer.from(value).toString("base64").replace(/=+$/, "") },
    { name: `${name} as base64url`, value: Buffer.from(value).toString("base64url") },
    { name: `${name} as hex`, value: Buffer.from(value).toString("hex") },
    { name: `${name} backwards`, value: [...value].reverse().join("") },
  ];
}

/** Every dangerous string of the simulator's data: join URLs, prompts' markers, callbacks' secrets, SIP. */
export async function simulatorSecrets(simulatorUrl: string): Promise<Needle[]> {
  const response = await fetch(`${simulatorUrl}/_simulator/secrets`);
  const lines = (await response.text()).trim().split("\n");
  return lines.map((line) => {
    const { owner, field, value } = JSON.parse(line) as { owner: string; field: string; value: string };
    return { name: `${field} of ${owner}`, value };
  });
}
