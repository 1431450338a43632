/** Throws where the value is not truthy. */
export function assert(
  value: unknown,
  message = `Expected a truthy value, got ${show(value)}.`,
): asserts value {
  if (!value) throw new Error(message);
}

/** Throws where two values differ as JSON. */
export function equal(actual: unknown, expected: unknown, what = "value"): void {
  if (show(actual) !== show(expected)) {
    throw new Error(`Expected ${what} ${show(expected)}, got ${show(actual)}.`);
  }
}

/** Throws unless the promise rejects with such a message; returns the error. */
export async function rejects(work: Promise<unknown>, message: RegExp): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert(error instanceof Error, `Expected a rejection with ${message}.`);
  assert(message.test(error.message), `Expected ${message}, got ${error.message}`);
  return error;
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
