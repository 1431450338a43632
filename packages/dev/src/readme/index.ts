export { listedFiles, walkFaults } from "./walks.ts";
