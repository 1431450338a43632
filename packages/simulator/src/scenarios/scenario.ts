import type { Answer } from "../server/answer.ts";

/** How the vendor's API behaves while a scenario is set. An empty one is the API as it should be. */
export interface Scenario {
  /** One sentence for people. */
  readonly description: string;
  /** Each answer waits for `slowMs` first. */
  readonly delayed?: true;
  /** The account has agents and no calls. */
  readonly withoutCalls?: true;
  /** Answered instead of looking at the request at all, its key included. */
  readonly answer?: (retryAfter: (waitSeconds: number) => string) => Answer;
  /** Changes the right answer. */
  readonly rewrite?: (answer: Answer) => Answer;
  /** No recording is ready. */
  readonly recordingsPending?: true;
  /** The signed URLs of recordings are no longer good when they are handed out. */
  readonly recordingUrlsExpired?: true;
  /** What the storage host does. */
  readonly storage?: {
    /** Each answer waits for `slowMs` first. */
    readonly delayed?: true;
    /** Changes the right answer. */
    readonly rewrite?: (answer: Answer) => Answer;
  };
  /** How many rows a page gets; `pageNumber` counts from 0 along one walk. */
  readonly rowsOfPage?: (pageSize: number, pageNumber: number) => number;
}
