import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Writes a Worker whose config is the owner's with the addresses of this machine: the Worker's own ones come first,
 * and the given origins may embed every site. `cekuraProjects` replace the owner's, by source. Returns its path.
 */
export function writeLocalWorker(
  folder: string,
  {
    config,
    publicUrls,
    origins,
    cekuraProjects = {},
  }: {
    config: string;
    publicUrls: readonly string[];
    origins: readonly string[];
    cekuraProjects?: Readonly<Record<string, number>>;
  },
): string {
  const file = join(folder, "worker.mjs");
  const broker = fileURLToPath(import.meta.resolve("@keyhole/broker/worker"));
  writeFileSync(
    file,
    `import { AuditObject, createBroker, DeliveryObject, ProjectKeyObject, QuestionObject, SiteObject, StartsObject, SwitchObject, UpstreamObject, ViewerObject } from ${JSON.stringify(broker)};
import define from ${JSON.stringify(config)};

export { AuditObject, DeliveryObject, ProjectKeyObject, QuestionObject, SiteObject, StartsObject, SwitchObject, UpstreamObject, ViewerObject };

export default createBroker((env) => {
  const config = define(env);
  const projects = ${JSON.stringify(cekuraProjects)};
  const sites = Object.entries(config.sites).map(([id, site]) => [
    id,
    {
      ...site,
      origins: [...site.origins, ...${JSON.stringify(origins)}],
      ...(site.cekura && site.source in projects && { cekura: { ...site.cekura, project: projects[site.source] } }),
    },
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
