import { Refusal } from "./refusal.ts";

/** Query parameters by their rule: single-valued, and refused by name where they do not parse. */
export class QueryParams {
  readonly #params: URLSearchParams;

  constructor(url: string) {
    this.#params = new URL(url).searchParams;
  }

  /** The value as `parse` reads it, null where it is absent. `parse` answers undefined for a value it refuses. */
  read<Value>(name: string, wants: string, parse: (text: string) => Value | undefined): Value | null {
    const values = this.#params.getAll(name);
    const [text] = values;
    if (text === undefined) return null;
    if (values.length > 1) throw new Refusal("invalid_request", `The parameter ${name} may be given once.`);
    const value = parse(text);
    if (value === undefined) throw new Refusal("invalid_request", `The parameter ${name} wants ${wants}.`);
    return value;
  }
}
