export type { JwtOptions, JwtVerifier } from "./assertions/jwt.ts";
export { jwt } from "./assertions/jwt.ts";
export type { Log } from "./broker.ts";
export { UpstreamObject } from "./budget/upstream-object.ts";
export type {
  AssertionClaims,
  ConfigEnv,
  DefineConfig,
  Grant,
  KeyholeConfig,
  MembersConfig,
  RowFilter,
  SiteConfig,
  VisitorsConfig,
} from "./config/keyhole-config.ts";
export { defineConfig } from "./config/keyhole-config.ts";
export type { BrokerOptions } from "./create-broker.ts";
export { createBroker } from "./create-broker.ts";
export { VISITOR_METADATA_KEY, visitorStamp } from "./grants/visitor-rows.ts";
export { SiteObject } from "./state/site-object.ts";
export { ViewerObject } from "./state/viewer-object.ts";
