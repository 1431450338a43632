import type { Stats } from "@keyhole/contract";
import type { Handler } from "hono";
import { answerTagged } from "../http/answer-tagged.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { QueryParams } from "../http/query-params.ts";
import { startReading } from "../sources/reading.ts";
import { countCalls } from "../stats/count-calls.ts";
import { parseStatsQuery } from "../stats/stats-query.ts";
import type { Broker } from "./broker.ts";
import { readEvaluations } from "./evaluations.ts";

/** `GET /v1/stats`. */
export function statsRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerStats(context) {
    const reading = startReading(broker, context);
    const { access, source } = reading;
    const query = parseStatsQuery(new QueryParams(context.get("url")), source.parseId, broker.now);
    const seesVerdicts = access.scopes.includes("evaluations:read") && access.site.cekura !== null;
    const stats = await countCalls(reading, query, {
      memory: broker.statsMemory,
      evaluations: seesVerdicts ? readEvaluations(broker, context, reading).source : null,
    });
    return answerTagged(broker, context, stats satisfies Stats);
  };
}
