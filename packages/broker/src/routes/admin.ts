import type { CekuraKeyRotation } from "@keyhole/contract";
import type { Handler } from "hono";
import { parseInteger } from "../base/values.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { readKnownFields } from "../http/read-body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Broker } from "./broker.ts";

/** `POST /v1/admin/cekura/:project/rotate`. The key itself is in no answer. */
export function rotateCekuraKeyRoute({ config, projectKeys }: Broker): Handler<BrokerEnv> {
  const projects = provisionedProjects(config);
  return async function answerRotation(context) {
    await readKnownFields(context.req.raw, []);
    const project = parseInteger(1, Number.MAX_SAFE_INTEGER)(context.req.param("project") ?? "");
    if (project === undefined || !projects.includes(project)) {
      throw new Refusal(
        "not_found",
        "No site of the config has a key made for this project of Cekura: see cekura.project and cekura.provisionKey.",
      );
    }
    const { key, replaced } = await projectKeys.rotate(project);
    return context.json({ project, key, revoke: replaced } satisfies CekuraKeyRotation);
  };
}

/** Projects of Cekura that the Worker makes keys for. */
export function provisionedProjects({ sites }: Broker["config"]): number[] {
  const projects = [...sites.values()].flatMap(({ cekura }) =>
    cekura?.provisionKey === true ? [cekura.project] : [],
  );
  return [...new Set(projects)];
}
