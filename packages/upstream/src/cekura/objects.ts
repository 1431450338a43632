import * as v from "valibot";
import { IntegerSchema, TextOrNullSchema, TimestampSchema } from "../schemas/values.ts";
import type { MetricKind } from "./metric-result.ts";

/** An agent that Cekura evaluates (the vendor's AIAgentV2), on whatever platform it runs. */
export interface CekuraAgent {
  id: number;
  name: string;
  projectId: number | null;
}

export interface CekuraProject {
  id: number;
  name: string;
}

/** A metric's definition (the vendor's MetricListSerializerV2). */
export interface CekuraMetric {
  id: number;
  name: string;
  kind: MetricKind;
}

/** A key that was made: the only time that it is told. */
export interface CekuraApiKey {
  id: number;
  name: string;
  projectId: number | null;
  key: string;
  /** ISO 8601 with Z; null where it is not told. */
  createdAt: string | null;
}

const NameSchema = v.pipe(v.string(), v.nonEmpty());
const ProjectIdSchema = v.fallback(v.nullish(IntegerSchema, null), null);

export const AgentSchema = v.pipe(
  v.object({ id: IntegerSchema, name: TextOrNullSchema, project: ProjectIdSchema }),
  // An agent without a name is still one that can be chosen.
  v.transform(({ id, name, project }): CekuraAgent => ({ id, name: name || String(id), projectId: project })),
);

export const ProjectSchema: v.GenericSchema<unknown, CekuraProject> = v.object({
  id: IntegerSchema,
  name: NameSchema,
});

export const MetricSchema = v.pipe(
  v.object({
    id: IntegerSchema,
    name: NameSchema,
    eval_type: v.fallback(
      v.picklist(["binary", "continuous_qualitative", "numeric", "enum"]),
      "unknown" as never,
    ),
  }),
  v.transform(({ id, name, eval_type }): CekuraMetric => ({ id, name, kind: eval_type })),
);

export const ApiKeySchema = v.pipe(
  v.object({
    id: IntegerSchema,
    name: v.string(),
    project: ProjectIdSchema,
    key: NameSchema,
    created_at: v.fallback(v.nullish(TimestampSchema, null), null),
  }),
  v.transform(
    ({ id, name, project, key, created_at }): CekuraApiKey => ({
      ...{ id, name, projectId: project },
      ...{ key, createdAt: created_at },
    }),
  ),
);
