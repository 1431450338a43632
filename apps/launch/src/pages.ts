import type { HostSettings } from "@keyhole/demo";

/** Where everything is. */
export interface Places {
  pagePort: number;
  playgroundPort: number;
  brokerPort: number;
  /** What the page's server has to know. */
  host: HostSettings;
}

/** The running page and playground. */
export interface Pages {
  /** Where the Worker has to listen: the broker's own port, unless the pages stand in front of it. */
  workerPort: number;
  /** Called with what wrangler prints. */
  onWorkerOutput?: (text: string) => void;
  close(): Promise<void>;
}

/** Serves page and playground: as they are built, or from their sources. */
export type ServePages = (places: Places, onProgress: (text: string) => void) => Promise<Pages>;
