/**
 * Numbers a call's stages from 0 as their first turns come by. The upstream names stages by ids
 * alone; a number lets a page say "stage 2", and turns be named without an upstream's id.
 */
export class StageNumbers {
  readonly #seen: string[];

  /** `seen` holds the ids of the stages so far, in order. */
  constructor(seen: readonly string[]) {
    this.#seen = [...seen];
  }

  get seen(): readonly string[] {
    return this.#seen;
  }

  numberOf(stageId: string | null): number {
    const name = stageId ?? "";
    const known = this.#seen.indexOf(name);
    return known >= 0 ? known : this.#seen.push(name) - 1;
  }
}
