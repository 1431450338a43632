/**
 * Holds what must never be told and everything that brokers wrote, so that each test ends with a
 * search of the one for the other.
 */
const secrets = new Map<string, string>();
let written: { where: string; text: string }[] = [];

/** Shorter texts than this would be found by chance. */
const SECRET_MIN_CHARACTERS = 20;

/** Remembers a text that may stand in no answer and in no log line, and how to call it in a failure. */
export function keepSecret(name: string, text: string): void {
  if (text.length >= SECRET_MIN_CHARACTERS) secrets.set(text, name);
}

/** Remembers what a broker wrote. */
export function noteWritten(where: string, text: string): void {
  written.push({ where, text });
}

/** Names every secret that was written, and where; forgets what was written. */
export function takeLeaks(): string[] {
  const leaks = written.flatMap(({ where, text }) =>
    [...secrets].filter(([secret]) => text.includes(secret)).map(([, name]) => `${name} in ${where}`),
  );
  written = [];
  return leaks;
}
