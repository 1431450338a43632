import { createBroker, SiteObject, UpstreamObject, ViewerObject } from "@keyhole/broker/worker";
import config from "#keyhole.config";

// Durable Object classes are found by their name among the Worker's exports.
export { SiteObject, UpstreamObject, ViewerObject };

export default createBroker(config);
