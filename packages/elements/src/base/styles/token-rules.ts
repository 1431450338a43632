/**
 * Declarations of an element's private `--_name` properties from lines of `name: literal;`. Each looks up
 * the element's own token, then the theme's, then takes the literal. Made at run time, since that is
 * smaller than the text.
 */
export function tokenRules(element: string, literals: string): string {
  return literals.replace(/([\w-]+): ([^;]+)/g, `--_$1:var(--keyhole-${element}-$1,var(--keyhole-$1,$2))`);
}
