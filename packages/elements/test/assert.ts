import { assert as chai, config } from "chai";

// A failure shows the whole values.
config.truncateThreshold = 0;

/** Throws unless the value is truthy. */
export function assert(value: unknown, message?: string): asserts value {
  chai.isOk(value, message);
}

/** Throws unless two values are deeply equal. */
export function equal(actual: unknown, expected: unknown, what?: string): void {
  chai.deepEqual(actual, expected, what);
}

/** Throws unless the promise rejects with such a message; returns the error. */
export async function rejects(work: Promise<unknown>, message: RegExp): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  chai.instanceOf(error, Error, `Expected a rejection with ${message}.`);
  chai.match(error.message, message);
  return error;
}
