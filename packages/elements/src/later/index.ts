export { noticeOf } from "./notice-of.ts";
