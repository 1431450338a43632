export { enList as texts } from "../i18n/en-list.ts";
export { CallsStore } from "./calls-store.ts";
export { ListController } from "./list-controller.ts";
