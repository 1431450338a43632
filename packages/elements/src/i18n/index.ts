export { en } from "./en.ts";
export { enCall } from "./en-call.ts";
export { enErrors } from "./en-errors.ts";
export { enEvaluation } from "./en-evaluation.ts";
export { enExport } from "./en-export.ts";
export { enList } from "./en-list.ts";
export { enVerdicts } from "./en-verdicts.ts";
export { LANGUAGES } from "./localize.ts";
