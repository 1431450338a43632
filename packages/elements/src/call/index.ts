export { enCall as texts } from "../i18n/en-call.ts";
export { CallView } from "./call-view.ts";
export { CallElementController } from "./element-controller.ts";
