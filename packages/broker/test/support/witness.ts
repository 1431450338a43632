/** Holds secrets and everything that brokers write, so that each test ends with a search for leaks. */
const secrets = new Map<string, string>();
/** Tokens, proofs and assertions of the current test file. */
const sent = new Map<string, string>();
let written: { where: string; text: string }[] = [];

/** Shorter texts may be found by chance. */
const SECRET_MIN_CHARACTERS = 20;

/** Remembers a text that must be in no answer and in no log line, with its name for failures. */
export function keepSecret(name: string, text: string): void {
  if (text.length >= SECRET_MIN_CHARACTERS) secrets.set(text, name);
}

/** Remembers a secret that a page sends or receives, until the end of the test file. */
export function keepSent(name: string, text: string): void {
  if (text.length >= SECRET_MIN_CHARACTERS) sent.set(text, name);
}

/** Forgets what pages sent: searching for all of it would slow later files down. */
export function forgetSent(): void {
  sent.clear();
}

/** Remembers what a broker wrote. */
export function noteWritten(where: string, text: string): void {
  written.push({ where, text });
}

/** Names every leaked secret with its place, and forgets what was written. */
export function takeLeaks(): string[] {
  const leaks = written.flatMap(({ where, text }) =>
    [...secrets, ...sent]
      .filter(([secret]) => text.includes(secret))
      .map(([, name]) => `${name} in ${where}`),
  );
  written = [];
  return leaks;
}
