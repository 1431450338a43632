/** What not every viewer of a call needs: the peaks of a recording that is played, and files. */
export type Extras = typeof import("./extras.ts");

export const loadExtras = (): Promise<Extras> => import("./extras.ts");
