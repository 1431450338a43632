import { createMemoryState } from "@keyhole/broker";

/** A Durable Object by the names of its methods. */
type Asked = Readonly<Record<string, (...use: readonly unknown[]) => Promise<unknown>>>;

/**
 * Durable Objects of the Worker in memory, which restart and get out of reach. What the Worker's objects store
 * survives a restart; leases of budgets, and questions that isolates ask once, do not.
 */
export class ObjectStandIns {
  /** Whether every request to an object throws. */
  isOutOfReach = false;
  readonly #stored = createMemoryState();
  #remembered = createMemoryState();
  /** Objects of these bindings have restarted, and nobody has heard of it. */
  readonly #restarted = new Set<string>();

  /** Bindings for the Worker's state. */
  readonly bindings: Readonly<Record<string, unknown>> = {
    VIEWERS: this.#namespace("VIEWERS", (name) => this.#stored.viewer(name, "")),
    SITES: this.#namespace("SITES", (name) => this.#stored.site(name, "members")),
    STARTS: this.#namespace("STARTS", (name) => this.#stored.startsOfKey(name, "")),
    SWITCHES: this.#namespace("SWITCHES", (name) => this.#stored.switches(name)),
    AUDIT: this.#namespace("AUDIT", () => this.#stored.audit()),
    UPSTREAMS: this.#namespace("UPSTREAMS", (name) => this.#remembered.upstream(name, "")),
    QUESTIONS: this.#namespace("QUESTIONS", () => ({
      ask: (name: string, ...asking: Parameters<Question["ask"]>) => this.#question(name).ask(...asking),
      tell: (name: string, ...telling: Parameters<Question["tell"]>) => this.#question(name).tell(...telling),
    })),
  };

  /** The next request to an object of each binding throws, as one that was under way does. */
  restart(): void {
    this.#remembered = createMemoryState();
    for (const binding of Object.keys(this.bindings)) this.#restarted.add(binding);
  }

  #question(name: string): Question {
    const question = this.#remembered.question?.(name);
    if (question === undefined) throw new TypeError("the memory has no questions");
    return question;
  }

  #namespace(binding: string, find: (name: string) => object) {
    const refuse = () => {
      if (!this.isOutOfReach && !this.#restarted.delete(binding)) return;
      // developers.cloudflare.com, Durable Objects, error handling
      throw Object.assign(new Error("Durable Object reset because its code was updated."), {
        retryable: true,
      });
    };
    return {
      getByName: (name: string) =>
        new Proxy<Asked>(
          {},
          {
            get:
              (_, method: string) =>
              async (...use: readonly unknown[]) => {
                refuse();
                const object = find(name) as Asked;
                return object[method]?.(...use);
              },
          },
        ),
    };
  }
}

type Question = ReturnType<NonNullable<ReturnType<typeof createMemoryState>["question"]>>;
