/**
 * What a child may inherit. Nothing else gets in: a key of the person's own in the environment
 * must neither reach the Worker nor change the demo.
 */
const INHERITED = [
  "PATH",
  "HOME",
  "TMPDIR",
  "LANG",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "SystemRoot",
  "TEMP",
  "TMP",
  "PATHEXT",
];

/** The environment of a child: the inherited names and what it is given. */
export function childEnv(given: Record<string, string>, own: NodeJS.ProcessEnv = process.env) {
  const inherited = Object.entries(own).filter(([name]) => INHERITED.includes(name));
  return { ...Object.fromEntries(inherited), ...given };
}
