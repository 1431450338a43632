import ts from "typescript-5";

/** More values than this are no list of names any more. */
const MAX_VALUES = 200;

/** Every text that an expression can be, as its types tell; null where they do not. */
export function stringsOf(expression: ts.Expression, checker: ts.TypeChecker): readonly string[] | null {
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression)) {
    return stringsOf(expression.expression, checker);
  }
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression)) {
    return union([stringsOf(expression.whenTrue, checker), stringsOf(expression.whenFalse, checker)]);
  }
  if (ts.isTemplateExpression(expression)) {
    const { head, templateSpans } = expression;
    return product(
      [head.text],
      ...templateSpans.flatMap((span) => [stringsOf(span.expression, checker), [span.literal.text]]),
    );
  }
  return stringsOfType(checker.getTypeAtLocation(expression));
}

/** Every concatenation of one text of each list. */
export function product(...lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  let made: readonly string[] = [""];
  for (const list of lists) {
    if (list === null || made.length * list.length > MAX_VALUES) return null;
    made = made.flatMap((start) => list.map((end) => start + end));
  }
  return made;
}

/** The texts of a union of literals. Lit's `nothing`, which takes the attribute away, counts as none. */
export function stringsOfType(type: ts.Type): readonly string[] | null {
  const members = type.isUnion() ? type.types : [type];
  const known = members.map((member): readonly string[] | null => {
    if (member.isStringLiteral()) return [member.value];
    if (member.isNumberLiteral()) return [`${member.value}`];
    return member.flags & (ts.TypeFlags.ESSymbolLike | ts.TypeFlags.UniqueESSymbol) ? [] : null;
  });
  return union(known);
}

function union(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  const known = lists.filter((list) => list !== null);
  return known.length === lists.length ? [...new Set(known.flat())] : null;
}
