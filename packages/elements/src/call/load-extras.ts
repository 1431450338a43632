/** What not every viewer of a call needs: the peaks of a recording that is played, and files. */
export type Extras = typeof import("./extras.ts");

declare const KEYHOLE_PARTS: string | undefined;

let failures = 0;

/** The browser loads it once; where that failed, another address is another try. */
export function loadExtras(): Promise<Extras> {
  const loading: Promise<Extras> =
    typeof KEYHOLE_PARTS === "string"
      ? import(`${KEYHOLE_PARTS}extras.js?${failures}`)
      : import("./extras.ts");
  loading.catch(() => {
    failures += 1;
  });
  return loading;
}
