/** What pages replace or add before the elements load: the words of old libraries, polyfills and habits. */
export interface Replacement {
  name: string;
  /** Runs before the elements' script. */
  script: string;
  /** False where nothing can be shown without what is missing. A notice and an event say so. */
  isEnough?: false;
}

export const replaced = (name: string, script: string): Replacement => ({ name, script });
export const missed = (name: string, script: string): Replacement => ({ name, script, isEnough: false });

/** Removes a member as a browser would that never had it. */
export const without = (owner: string, member: string): Replacement =>
  replaced(`no ${owner}.${member}`, `delete ${owner}.${member}`);
