export { enLater as texts } from "../texts/en-later.ts";
export { noticeOf } from "./notice-of.ts";
export { whyUnreachable } from "./why-unreachable.ts";
