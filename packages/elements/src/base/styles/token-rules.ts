/**
 * Turns lines of `name: literal;` into declarations of private `--_name` properties. Each uses the element's own
 * token, else the theme's, else the literal. Made at run time, because the declarations are larger than this.
 */
export function tokenRules(element: string, literals: string): string {
  return literals.replace(/([\w-]+): ([^;]+)/g, `--_$1:var(--keyhole-${element}-$1,var(--keyhole-$1,$2))`);
}

/** The same lines as declarations of the literals alone: paper has no theme. */
export function printColours(literals: string): string {
  return literals.replace(/[\w-]+:/g, "--_$&");
}
