/** Something that the owner can put right. Its message says how; there is no stack to show. */
export class SetupError extends Error {
  override name = "SetupError";
}
