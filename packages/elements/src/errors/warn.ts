import type { Notice, NoticeContext } from "./render-notice.ts";
import type { Trouble } from "./trouble.ts";

/** Troubles that were told. A poll or a second element meets the same one again. */
const told = new Set<string>();

/** Who is not signed in, or has signed out, has no trouble. */
const EXPECTED: readonly Trouble["kind"][] = ["not-signed-in", "signed-out"];

/** Tells a developer of a trouble on the console, once: what the broker says, its request id, and where to read on. */
export function warn(
  element: string,
  trouble: Trouble,
  { broker, site }: NoticeContext,
  notice: Notice | null,
  link: (broker: string, topic: string) => string | null,
): void {
  if (EXPECTED.includes(trouble.kind)) return;
  const problem = trouble.kind === "problem" ? trouble.problem : undefined;
  const topic = problem?.code ?? trouble.kind;
  const detail = problem?.detail ?? notice?.text ?? "";
  const trait = JSON.stringify([element, broker, site, topic, detail]);
  if (told.has(trait)) return;
  told.add(trait);
  const id = problem ? ` (request ${problem.requestId})` : "";
  console.warn(`${element}: ${topic}: ${detail}${id} ${link(broker, topic) ?? ""}`.trim());
}
