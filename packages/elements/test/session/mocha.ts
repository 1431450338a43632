interface Mocha {
  describe(title: string, body: () => void): void;
  it(title: string, body: () => unknown): void;
}

/** What the test runner puts on the page. */
export const { describe, it } = globalThis as unknown as Mocha;
