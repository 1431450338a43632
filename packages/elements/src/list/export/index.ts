export { enExport as texts } from "../../i18n/en-export.ts";
export { ExportRunner } from "./export-runner.ts";
