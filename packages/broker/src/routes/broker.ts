import type { Admission } from "../admission/admission.ts";
import type { Shield } from "../admission/shield.ts";
import type { AdmissionState } from "../admission/state.ts";
import type { AssertionKey } from "../assertions/assertion-key.ts";
import type { Audit } from "../audit/audit.ts";
import type { SeenCalls } from "../calls/seen-calls.ts";
import type { CheckedConfig } from "../config/check-config.ts";
import type { EvaluationMemory } from "../evaluations/evaluation-memory.ts";
import type { LogRefusal } from "../http/refusal-log.ts";
import type { SignIns } from "../identity/create-sign-ins.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { Sealer } from "../keys/sealer.ts";
import type { Stamps } from "../keys/stamps.ts";
import type { SubjectNames } from "../keys/subject-names.ts";
import type { ProjectKeys } from "../provisioning/project-keys.ts";
import type { Questions } from "../questions/questions.ts";
import type { Sources } from "../sources/sources.ts";
import type { StartsState } from "../starts/start-books.ts";
import type { BrokerState } from "../state/broker-state.ts";
import type { StatsMemory } from "../stats/stats-memory.ts";
import type { SwitchesState } from "../switches/switch-state.ts";
import type { Switches } from "../switches/switches.ts";
import type { FirstRequests } from "../tokens/first-request.ts";
import type { ProofMemory, RequireProof } from "../tokens/require-proof.ts";

/** What routes use, created once per isolate. Only routes take all of it. */
export interface Broker {
  config: CheckedConfig;
  keyring: Keyring;
  sealer: Sealer;
  state: AdmissionState & StartsState & SwitchesState & Pick<BrokerState, "audit" | "upstream">;
  audit: Audit;
  /** What the owner has switched off. */
  switches: Switches;
  stamps: Stamps;
  /** Names of viewers for the owner. */
  subjectNames: SubjectNames;
  admission: Admission;
  shield: Shield;
  requireProof: RequireProof;
  proofMemory: ProofMemory;
  firstRequests: FirstRequests;
  /** Keys of each site's verifier. */
  assertionKeys: ReadonlyMap<string, readonly AssertionKey[]>;
  /** Sign-in of the sites that have the broker's own. */
  signIns: SignIns;
  sources: Sources;
  projectKeys: ProjectKeys;
  /** What the bridge of a site has to send. */
  deliveries: BrokerState["deliveries"];
  /** What upstreams were asked, and have answered. */
  questions: Questions;
  seenCalls: SeenCalls;
  evaluationMemory: EvaluationMemory;
  statsMemory: StatsMemory;
  fetch: typeof globalThis.fetch;
  now: () => number;
  /** Waits, for work that goes on after an answer. */
  sleep: (ms: number) => Promise<void>;
  /** Keeps work alive after an answer. */
  waitUntil: (work: Promise<unknown>) => void;
  logRefusal: LogRefusal;
}
