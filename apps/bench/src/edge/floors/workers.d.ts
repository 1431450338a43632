/** The part of the runtime's module that `parts.ts` uses. */
declare module "cloudflare:workers" {
  export class DurableObject {
    protected ctx: { storage: { sql: { exec(query: string, ...bindings: (string | number)[]): unknown } } };
  }
}
