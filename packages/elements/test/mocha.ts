interface Mocha {
  describe(title: string, body: () => void): void;
  it(title: string, body: () => unknown): void;
  before(body: () => unknown): void;
  after(body: () => unknown): void;
  beforeEach(body: () => unknown): void;
  afterEach(body: () => unknown): void;
}

/** What the test runner puts on the page. */
const mocha = globalThis as unknown as Mocha;

/** What the file that is loaded calls outside a suite, while its page holds several files. */
let held: (() => void)[] | null = null;

export const describe = holding(mocha.describe);
export const it = holding(mocha.it);
export const before = holding(mocha.before);
export const after = holding(mocha.after);
export const beforeEach = holding(mocha.beforeEach);
export const afterEach = holding(mocha.afterEach);

/**
 * Loads one test file of a page with several. Its tests and hooks become a suite with the file's name; a file that
 * does not load becomes a failed test.
 */
export async function loadFile(name: string, load: () => Promise<unknown>): Promise<void> {
  const calls: (() => void)[] = [];
  held = calls;
  const failure = await load().then(
    () => null,
    (error: unknown) => ({ error }),
  );
  held = null;
  mocha.describe(name, () => {
    for (const call of calls) call();
    if (failure)
      mocha.it("loads", () => {
        throw failure.error;
      });
  });
}

function holding<Args extends unknown[]>(call: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    if (held) held.push(() => call(...args));
    else call(...args);
  };
}
