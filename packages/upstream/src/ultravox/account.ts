import * as v from "valibot";
import { CountOrNullSchema, TextOrNullSchema } from "../schemas/values.ts";

/** What is known of the account that a key belongs to. */
export interface UltravoxAccount {
  /** The vendor's name of the plan, such as `pro`; null where it is not told. */
  plan: string | null;
  /** How many calls may be active at once; null without a limit, or where it is not told. */
  callsAtOnce: number | null;
}

export const AccountSchema = v.pipe(
  v.object({ subscriptionTier: TextOrNullSchema, allowedConcurrentCalls: CountOrNullSchema }),
  v.transform(
    ({ subscriptionTier, allowedConcurrentCalls }): UltravoxAccount => ({
      plan: subscriptionTier,
      callsAtOnce: allowedConcurrentCalls,
    }),
  ),
);
