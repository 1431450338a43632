/** A check per field: it returns what is wrong with the value, or null. */
export type FieldChecks<Input> = Readonly<Record<keyof Input, (value: unknown) => string | null>>;

/** Checks untrusted input. Throws a `TypeError` that names the field. */
export function checkFields<Input>(
  what: string,
  value: unknown,
  checks: FieldChecks<Input>,
): asserts value is Input {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`${what}: must be an object`);
  }
  for (const [field, content] of Object.entries(value)) {
    if (!isField(field, checks)) {
      throw new TypeError(`${field}: is not one of ${Object.keys(checks).join(", ")}`);
    }
    const complaint = content === undefined ? null : checks[field](content);
    if (complaint !== null) throw new TypeError(`${field}: ${complaint}`);
  }
}

function isField<Input>(name: string | keyof Input, checks: FieldChecks<Input>): name is keyof Input {
  return Object.hasOwn(checks, name);
}

export function isNullableText(value: unknown): string | null {
  return value === null || typeof value === "string" ? null : "must be a string or null";
}

export function isText(value: unknown): string | null {
  return typeof value === "string" ? null : "must be a string";
}

export function oneOf(choices: readonly unknown[]): (value: unknown) => string | null {
  return (value) => (choices.includes(value) ? null : `must be one of ${choices.join(", ")}`);
}

export function wholeNumber(min: number, max: number): (value: unknown) => string | null {
  return (value) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max
      ? null
      : `must be a whole number from ${min} to ${max}`;
}
