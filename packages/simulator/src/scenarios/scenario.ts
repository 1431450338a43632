import type { Answer } from "../http/answer.ts";
import type { StorageFaults } from "../storage/storage-host.ts";
import type { ApiFaults } from "../ultravox/routes/route.ts";

/** How the simulator behaves while a scenario is set. A scenario with just a description has no faults. */
export interface Scenario extends ApiFaults {
  /** One sentence for people. */
  readonly description: string;
  /** Each answer waits for `slowMs` first. */
  readonly delayed?: true;
  /** Answers every request, whatever its path and key. */
  readonly answer?: (retryAfter: (waitSeconds: number) => string) => Answer;
  /** Changes the right answer. */
  readonly rewrite?: (answer: Answer) => Answer;
  readonly storage?: StorageFaults;
}
