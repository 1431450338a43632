/** A failure that a person can act on: its message is shown as it is, without a stack. */
export class StartError extends Error {
  override name = "StartError";
}
