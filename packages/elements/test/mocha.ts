interface Mocha {
  describe(title: string, body: () => void): void;
  it(title: string, body: () => unknown): void;
  before(body: () => unknown): void;
  after(body: () => unknown): void;
  beforeEach(body: () => unknown): void;
  afterEach(body: () => unknown): void;
}

/** What the test runner puts on the page. */
export const { describe, it, before, after, beforeEach, afterEach } = globalThis as unknown as Mocha;
