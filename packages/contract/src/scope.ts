/** What a token allows. A scope that is not granted is absent from the token. */
export const SCOPES = [
  "calls:read",
  "transcripts:read",
  "pii:read",
  "recordings:read",
  "evaluations:read",
  "evaluations:vote",
  "calls:start",
] as const;

export type Scope = (typeof SCOPES)[number];

/** True where a value is a scope of this version of the contract. */
export function isScope(value: unknown): value is Scope {
  return SCOPES.includes(value as Scope);
}
