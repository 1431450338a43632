import { enList } from "../i18n/en-list.ts";
import { enVerdicts } from "../i18n/en-verdicts.ts";

export const texts = { ...enList, ...enVerdicts };
export { CallsStore } from "./calls-store.ts";
export { ListController } from "./list-controller.ts";
