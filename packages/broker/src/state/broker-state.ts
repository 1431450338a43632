import type { AdmissionState } from "../admission/state.ts";
import type { AuditState } from "../audit/audit-state.ts";
import type { DeliveryBatch, DeliveryLedger } from "../bridge/delivery.ts";
import type { UpstreamState } from "../budget/lease.ts";
import type { ProjectKeyState } from "../provisioning/key-record.ts";
import type { QuestionState } from "../questions/question-state.ts";
import type { StartsState } from "../starts/start-books.ts";
import type { SwitchesState } from "../switches/switch-state.ts";

/** Everything that outlives a request. The Worker keeps it in Durable Objects, `createMemoryState` in memory. */
export interface BrokerState extends AdmissionState, StartsState, SwitchesState {
  /** The budget of one key of an upstream. */
  upstream(name: string, key: string): UpstreamState;
  /** A question to an upstream, by its name. Absent where the Worker has no objects for it: isolates share no answers. */
  question?(name: string): QuestionState;
  /** The audit log of all sites. */
  audit(): AuditState;
  /** The key of a project in Cekura, below a base URL. */
  projectKey(baseUrl: string, project: number): ProjectKeyState;
  /** What the bridge of a site has to send. */
  deliveries(site: string): DeliveryLedger;
  /** Has messages that are due given to a consumer. Absent where the platform gives them. */
  consumeDeliveries?(consumer: (batch: DeliveryBatch) => Promise<void>): void;
}
