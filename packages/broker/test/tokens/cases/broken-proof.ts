import { generateKeyPair } from "dpop";
import type { Change, TestPage } from "../../support/test-page.ts";

/** A proof that is wrong in one way. */
export interface BrokenProof {
  name: string;
  change: Change | ((page: TestPage) => Promise<Change>);
  /** True where the answer tells the broker's clock. */
  tellsTime?: boolean;
}

/** The change of a case, made for a page. */
export async function changeFor(page: TestPage, { change }: BrokenProof): Promise<Change> {
  return typeof change === "function" ? change(page) : change;
}

/** Another page's key pair. */
export function otherKeys() {
  return generateKeyPair("ES256", { extractable: true });
}
