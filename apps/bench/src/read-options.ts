import { parseArgs } from "node:util";

/** An option whose value is a whole number. */
interface NumberOption {
  default: number;
  least: number;
  most: number;
}

const LOAD = {
  seconds: { default: 300, least: 20, most: 1_200 },
  sessions: { default: 2_000, least: 20, most: 20_000 },
  seed: { default: 1, least: 0, most: 1_000_000 },
} satisfies Record<string, NumberOption>;

const SOAK = {
  hours: { default: 8, least: 1, most: 48 },
  calls: { default: 500, least: 20, most: 10_000 },
} satisfies Record<string, NumberOption>;

/** Options of the load. Throws a `TypeError` that names a wrong one. */
export function readLoadOptions(args: readonly string[]): Record<keyof typeof LOAD, number> {
  return readNumbers(args, LOAD);
}

/** Options of the soak. Throws a `TypeError` that names a wrong one. */
export function readSoakOptions(args: readonly string[]): Record<keyof typeof SOAK, number> {
  return readNumbers(args, SOAK);
}

function readNumbers<Name extends string>(
  args: readonly string[],
  options: Readonly<Record<Name, NumberOption>>,
): Record<Name, number> {
  const names = Object.keys(options) as Name[];
  const { values } = parseArgs({
    // pnpm passes the dashes on that stand between a script and its arguments.
    args: args.filter((argument) => argument !== "--"),
    options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
  });
  const numbers = names.map((name) => [name, readNumber(name, values[name], options[name])]);
  return Object.fromEntries(numbers) as Record<Name, number>;
}

function readNumber(name: string, text: unknown, { default: usual, least, most }: NumberOption): number {
  if (text === undefined) return usual;
  const value = typeof text === "string" && /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new TypeError(`--${name}: expects a whole number from ${least} to ${most}`);
  return value;
}
