export { enCall as texts } from "../i18n/en-call.ts";
export { CallElementController as Content } from "./call-element-controller.ts";
export { CallView } from "./call-view.ts";
