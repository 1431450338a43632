export { enList as texts } from "../i18n/en-list.ts";
export { ListController } from "./controller.ts";
