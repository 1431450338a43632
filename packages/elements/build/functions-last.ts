import { parseAst } from "vite";

/**
 * Moves the functions of a script, or of the one function that a lazy file exports, behind its other statements.
 * Similar code side by side compresses better, and functions are hoisted: they are there before the first statement.
 */
export function functionsLast(script: string): string {
  const statements = statementsOf(script);
  const [first, last] = [statements[0], statements.at(-1)];
  if (!first || !last) return script;
  const rank = ({ type }: Statement) => RANKS[type] ?? 0;
  const sorted = statements.toSorted((one, other) => rank(one) - rank(other));
  const texts = sorted.map(({ start, end }) => script.slice(start, end));
  return script.slice(0, first.start) + texts.join("\n") + script.slice(last.end);
}

const RANKS: Readonly<Record<string, number>> = { FunctionDeclaration: 1, ReturnStatement: 2 };

interface Statement {
  type: string;
  start: number;
  end: number;
}

function statementsOf(script: string): readonly Statement[] {
  const { body } = parseAst(script);
  const [only] = body;
  if (only?.type !== "ExportDefaultDeclaration") return body;
  const { declaration } = only;
  const isBlock =
    declaration.type === "ArrowFunctionExpression" && declaration.body?.type === "BlockStatement";
  return isBlock ? (declaration.body as { body: Statement[] }).body : body;
}
