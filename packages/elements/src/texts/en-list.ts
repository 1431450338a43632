/** What the list says beyond its rows: filters, refreshing, export. */
export const enList = {} as const;
