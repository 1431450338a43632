export { createHost, createHostRoutes, type HostSettings } from "./host/host-server.ts";
export { callOrigins, pageHeaders, withBroker } from "./host/page-files.ts";
