export { createHost, createHostRoutes, type HostSettings } from "./host/host-server.ts";
export { pageHeaders, withBroker } from "./host/page-files.ts";
