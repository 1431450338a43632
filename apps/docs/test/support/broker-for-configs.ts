/** What configs import of the broker, without its Durable Objects, which only workerd can load. */
export { jwt } from "../../../../packages/broker/src/assertions/jwt.ts";
export { defineConfig } from "../../../../packages/broker/src/config/keyhole-config.ts";
