import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Writes a Worker whose config is the owner's with the addresses of this machine: the Worker's own ones come first,
 * and the given origins may embed every site. Returns its path.
 */
export function writeLocalWorker(
  folder: string,
  {
    config,
    publicUrls,
    origins,
  }: { config: string; publicUrls: readonly string[]; origins: readonly string[] },
): string {
  const file = join(folder, "worker.mjs");
  const broker = fileURLToPath(import.meta.resolve("@keyhole/broker/worker"));
  writeFileSync(
    file,
    `import { createBroker, DeliveryObject, ProjectKeyObject, SiteObject, StartsObject, UpstreamObject, ViewerObject } from ${JSON.stringify(broker)};
import define from ${JSON.stringify(config)};

export { DeliveryObject, ProjectKeyObject, SiteObject, StartsObject, UpstreamObject, ViewerObject };

export default createBroker((env) => {
  const config = define(env);
  const sites = Object.entries(config.sites).map(([id, site]) => [
    id,
    { ...site, origins: [...site.origins, ...${JSON.stringify(origins)}] },
  ]);
  return {
    ...config,
    publicUrls: [...${JSON.stringify(publicUrls)}, ...config.publicUrls],
    sites: Object.fromEntries(sites),
  };
});
`,
  );
  return file;
}
