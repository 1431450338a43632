export { enOverview as texts } from "../i18n/en-overview.ts";
export { OverviewController as Content } from "./overview-controller.ts";
