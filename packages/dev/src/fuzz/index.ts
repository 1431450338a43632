export { fuzz, isLongFuzz } from "./fuzz.ts";
export { fuzzGrowth } from "./growth.ts";
export {
  changedJson,
  changedText,
  inHeader,
  someBody,
  someHeader,
  someJson,
  someText,
  toWire,
  wellFormed,
} from "./inputs.ts";
