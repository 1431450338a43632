import { PREPAID_VIEWER_SHARE, VIEWERS_PREPAID } from "../base/limits/admission.ts";
import { Recent } from "../base/recent.ts";
import { createPrepaid, type Spend } from "./prepaid.ts";
import type { ViewerAdmission } from "./state.ts";

/** Spends one use of a viewer's own limit, which has a name. `admit` takes `count` of them, all or none. */
export type SpendOfViewer = (
  name: string,
  limitPerMinute: number,
  admit: (count: number) => Promise<ViewerAdmission>,
) => () => Promise<ViewerAdmission>;

/**
 * Pays for a viewer's reads in small batches, so that a page that asks often needs no hop for most of them. The
 * trade-off: a viewer who stops loses what is left of a batch.
 */
export function createSpendOfViewer(now: () => number): SpendOfViewer {
  const prepaid = new Recent<Spend<ViewerAdmission>>(VIEWERS_PREPAID);
  return (name, limitPerMinute, take) => {
    const spend =
      prepaid.get(name) ?? createPrepaid({ limitPerMinute, share: PREPAID_VIEWER_SHARE, take, now });
    prepaid.set(name, spend);
    return spend;
  };
}
