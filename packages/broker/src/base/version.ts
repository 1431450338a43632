import manifest from "../../package.json" with { type: "json" };

/** Version of the broker, and of the elements that it serves. */
export const VERSION: string = manifest.version;
