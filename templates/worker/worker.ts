import { createBroker } from "@keyhole/broker/worker";
import config from "./keyhole.config.ts";

// The runtime finds Durable Object classes by name among the Worker's exports.
export * from "@keyhole/broker/objects";

export default createBroker(config);
