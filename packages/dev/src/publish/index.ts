export { installPacked } from "./install-packed.ts";
export { type Packed, pack } from "./pack.ts";
export { packageFaults } from "./package-faults.ts";
export { type Registry, serveRegistry } from "./serve-registry.ts";
export { writeDeclarations } from "./write-declarations.ts";
