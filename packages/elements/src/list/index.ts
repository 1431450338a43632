export { enList as texts } from "../texts/en-list.ts";
export { ListTools } from "./list-tools.ts";
