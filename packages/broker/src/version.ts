import { version } from "../package.json";

/** Version of the broker, and of the elements that it serves. */
export const VERSION: string = version;
