import { createBroker, ViewerObject } from "@keyhole/broker";
import config from "#keyhole.config";

// Durable Object classes are found by their name among the Worker's exports.
export { ViewerObject };

export default createBroker(config);
