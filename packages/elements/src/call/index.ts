export { enCall as texts } from "../i18n/en-call.ts";
export { CallView } from "./call-view.ts";
