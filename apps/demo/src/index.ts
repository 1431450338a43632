export { createHost, type HostSettings } from "./host/host-server.ts";
