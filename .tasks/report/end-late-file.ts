/**
 * Loaded before each test file that has a process of its own (`node --import … --test`). Ends a file whose tests, or what
 * they left open, last too long: it counts as failed, under its name, and the files after it still run.
 * `--test-timeout` ends no file whose tests are over.
 */
const FILE_TIMEOUT_MS = Number(process.env.KEYHOLE_FILE_TIMEOUT_MS ?? 300_000);

if (process.env.NODE_TEST_CONTEXT) {
  const end = () => {
    const open = process.getActiveResourcesInfo().join(", ");
    console.error(`${process.argv[1]} has not ended after ${FILE_TIMEOUT_MS / 1000} s. Still open: ${open}`);
    process.exit(1);
  };
  // A file that ends in time does not wait for it.
  setTimeout(end, FILE_TIMEOUT_MS).unref();
}
