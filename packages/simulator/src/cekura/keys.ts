import { Random } from "../base/random.ts";
import { PROJECTS } from "./agents.ts";

/** The three kinds of key that the vendor's dashboard makes. */
export type KeyKind = "organization" | "project" | "read_only";

export interface CekuraKey {
  readonly id: number;
  readonly name: string;
  readonly key: string;
  readonly kind: KeyKind;
  /** The project that it is good for; null for a whole organization. */
  readonly project: number | null;
  readonly createdMicros: number;
}

const FIRST_MADE_ID = 9021;

/** The keys that the simulated Cekura knows. The vendor documents no form of a key. */
export class CekuraKeys {
  readonly #keys: CekuraKey[];
  readonly #random: Random;
  #nextId = FIRST_MADE_ID;

  constructor(seed: number, nowMicros: number, project: number) {
    this.#random = Random.for(seed, "cekura keys");
    const first = (id: number, kind: KeyKind, of: number | null): CekuraKey => ({
      ...{ id, kind, project: of, name: `dashboard ${kind}`, createdMicros: nowMicros },
      key: `simcekura-${kind}-${this.#random.hex(4)}`,
    });
    this.#keys = [
      first(1, "organization", null),
      first(2, "project", project),
      first(3, "read_only", project),
    ];
  }

  /** Those that were made through the API, oldest first. */
  get made(): readonly CekuraKey[] {
    return this.#keys.filter(({ id }) => id >= FIRST_MADE_ID);
  }

  find(key: string | null): CekuraKey | undefined {
    return this.#keys.find((each) => each.key === key);
  }

  of(kind: KeyKind): string {
    return this.#keys.find((each) => each.kind === kind)?.key ?? "";
  }

  /** Makes a key for one project. Names need not be unique. */
  make(name: string, project: number, createdMicros: number): CekuraKey {
    const made: CekuraKey = {
      id: this.#nextId,
      name,
      key: `simcekura-made-${this.#random.hex(4)}`,
      kind: "project",
      project,
      createdMicros,
    };
    this.#nextId += 1;
    this.#keys.push(made);
    return made;
  }

  /** What a person does in the dashboard. */
  revoke(id: number): void {
    const place = this.#keys.findIndex((each) => each.id === id);
    if (place >= 0) this.#keys.splice(place, 1);
  }
}

/** The vendor's UserAPIKey. */
export function keyBody({ id, name, key, project, createdMicros }: CekuraKey): object {
  return {
    id,
    name,
    organization_name: "Northside Dental",
    project,
    project_name: PROJECTS.find((each) => each.id === project)?.name ?? "",
    key,
    created_at: new Date(createdMicros / 1000).toISOString(),
  };
}
