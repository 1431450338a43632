export { installPacked } from "./install-packed.ts";
export { type Packed, pack } from "./pack.ts";
export { packageFaults } from "./package-faults.ts";
export { writeDeclarations } from "./write-declarations.ts";
