export type { Log } from "./base/log.ts";
export { checkConfig } from "./config/check-config.ts";
export { ConfigError } from "./config/config-error.ts";
export type {
  AssertionClaims,
  ConfigEnv,
  DefineConfig,
  Grant,
  JwtOptions,
  JwtVerifier,
  KeyholeConfig,
  MembersConfig,
  RowFilter,
  SignInOptions,
  SignInVerifier,
  SiteConfig,
  VisitorsConfig,
} from "./config/keyhole-config.ts";
export { defineConfig, jwt, signIn } from "./config/keyhole-config.ts";
export type { BrokerOptions } from "./create-broker.ts";
export { createBroker } from "./create-broker.ts";
export { VISITOR_METADATA_KEY, visitorStamp } from "./grants/visitor-rows.ts";
export type { BrokerState } from "./state/broker-state.ts";
export { createMemoryState } from "./state/memory-state.ts";
