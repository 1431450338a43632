import type { Ultravox } from "@keyhole/upstream/ultravox";
import type { Broker } from "./broker.ts";
import { Refusal } from "./http/refusal.ts";
import type { ResourceAccess } from "./tokens/resource-access.ts";

/** The client of a site's source, for a visitor or a member; refuses where its key is not set or its source is not served yet. */
export function requireUltravox(
  broker: Broker,
  { site, crowd }: Pick<ResourceAccess, "site" | "crowd">,
): Ultravox {
  if (site.source !== "ultravox") {
    throw new Refusal("not_configured", `This broker does not serve calls from ${site.source} yet.`);
  }
  if (broker.ultravox === null) {
    throw new Refusal(
      "not_configured",
      "The Worker has no upstream key: set it with wrangler secret put ULTRAVOX_API_KEY.",
    );
  }
  return broker.ultravox[crowd];
}
