export { enList as texts } from "../i18n/en-list.ts";
export { ListTools } from "./list-tools.ts";
