import { STORAGE_LOG_SIZE } from "../base/limits.ts";

/** One request to the storage host. */
export interface StorageRequest {
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  /** Without the query, which is a credential. */
  readonly path: string;
  /** Names of all headers, in lower case and in order. */
  readonly headers: readonly string[];
  readonly range: string | null;
  readonly ifRange: string | null;
  readonly status: number;
  /** Bytes of the body computed so far. */
  readonly bytes: number;
}

/** State of the storage host. */
export interface StorageState {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  /** Whether any request ever carried an API key, in any header or anywhere in the address. */
  readonly sawApiKey: boolean;
  /** The last 200, oldest first. */
  readonly requests: readonly StorageRequest[];
}

/** The requests to the storage host, and whether a key was ever sent there. */
export class StorageLog {
  readonly #last: { entry: StorageRequest; bytes: number }[] = [];
  #sawApiKey = false;

  markApiKey(): void {
    this.#sawApiKey = true;
  }

  get sawApiKey(): boolean {
    return this.#sawApiKey;
  }

  /** Logs a request. Returns a function that counts the bytes of its body. */
  add(entry: Omit<StorageRequest, "bytes">): (bytes: number) => void {
    const logged = { entry: { ...entry, bytes: 0 }, bytes: 0 };
    this.#last.push(logged);
    if (this.#last.length > STORAGE_LOG_SIZE) this.#last.shift();
    return (bytes) => {
      logged.bytes += bytes;
    };
  }

  last(): readonly StorageRequest[] {
    return this.#last.map(({ entry, bytes }) => ({ ...entry, bytes }));
  }
}
