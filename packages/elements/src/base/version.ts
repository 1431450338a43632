declare const KEYHOLE_VERSION: string | undefined;

/** Version of the bundle, as in `/keyhole/<version>/`; `"source"` without a bundle. */
export const VERSION: string = typeof KEYHOLE_VERSION === "string" ? KEYHOLE_VERSION : "source";
