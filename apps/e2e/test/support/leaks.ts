/** A text that must not be in a page, and what it is. */
export interface Needle {
  name: string;
  value: string;
}

/** Every needle that occurs in any of the texts, by name. */
export function findLeaks(texts: readonly string[], needles: readonly Needle[]): string[] {
  const haystack = texts.join("\n");
  return needles.filter(({ value }) => haystack.includes(value)).map(({ name }) => name);
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
