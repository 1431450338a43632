import { PROBLEM_CODES, PROBLEMS, type ProblemCode } from "@keyhole/contract";
import { type Guidance, PROBLEM_GUIDANCE, TROUBLE_GUIDANCE } from "@keyhole/elements/guidance";

/** A section for each problem code, in the order of the contract. */
export function problemSections(): string {
  return PROBLEM_CODES.map(section).join("\n\n");
}

function section(code: ProblemCode): string {
  const entry: { status: number; title: string; error?: string } = PROBLEMS[code];
  const facts = [
    `Status ${entry.status}`,
    `title “${entry.title}”`,
    ...(entry.error === undefined ? [] : [`OAuth error \`${entry.error}\``]),
  ];
  const { shows } = PROBLEM_GUIDANCE[code];
  const lines = [
    `## \`${code}\` {#${code}}`,
    `${facts.join(", ")}.`,
    ...guidanceLines(PROBLEM_GUIDANCE[code]),
  ];
  if (shows !== undefined) lines.push(`The element says: “${shows}”.`);
  return lines.join("\n\n");
}

/** A section for each problem that an element finds by itself. */
export function troubleSections(): string {
  return Object.entries(TROUBLE_GUIDANCE)
    .map(([kind, guidance]) => [`### \`${kind}\` {#${kind}}`, ...guidanceLines(guidance)].join("\n\n"))
    .join("\n\n");
}

function guidanceLines({ happened, why, todo }: Guidance): string[] {
  const lines = [`**What happened:** ${happened}`];
  if (why !== undefined) lines.push(`**Why:** ${why}`);
  if (todo !== undefined) lines.push(`**What to do:** ${todo}`);
  return lines;
}
