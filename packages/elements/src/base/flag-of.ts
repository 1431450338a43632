/**
 * What an attribute or property says that is on, off, or a text. Frameworks write `true`, `"true"`, `""` or the name
 * of the attribute for on, and leave nothing, `false` or `"false"` for off.
 */
export function flagOf(value: unknown, name: string): string | boolean {
  const words = String(value ?? false).trim();
  if (new RegExp(`^(true|${name})?$`, "i").test(words)) return true;
  return /^false$/i.test(words) ? false : words;
}
