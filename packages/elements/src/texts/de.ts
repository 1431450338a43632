import type { Catalogue } from "./text.ts";
import { translator } from "./translator.ts";

export const texts: Catalogue = {};

export const translate = translator("de", texts);
