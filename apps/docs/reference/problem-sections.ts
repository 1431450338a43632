import { PROBLEMS, type ProblemCode } from "@keyhole/contract";
import { GUIDANCE } from "./problem-guidance.ts";

/** A section for each problem code, in the order of the contract. */
export function problemSections(): string {
  return (Object.keys(PROBLEMS) as ProblemCode[]).map(section).join("\n\n");
}

function section(code: ProblemCode): string {
  const entry: { status: number; title: string; error?: string } = PROBLEMS[code];
  const { happened, why, todo, shows } = GUIDANCE[code];
  const facts = [
    `Status ${entry.status}`,
    `title “${entry.title}”`,
    ...(entry.error === undefined ? [] : [`OAuth error \`${entry.error}\``]),
  ];
  const lines = [`## \`${code}\` {#${code}}`, `${facts.join(", ")}.`, `**What happened:** ${happened}`];
  if (why !== undefined) lines.push(`**Why:** ${why}`);
  if (todo !== undefined) lines.push(`**What to do:** ${todo}`);
  if (shows !== undefined) lines.push(`The element says: “${shows}”.`);
  return lines.join("\n\n");
}
