import { PAGE_SIZE_MAX } from "../limits.ts";

/** Throws a TypeError where a page size is none: the vendor's default and maximum are not documented. */
export function checkPageSize(pageSize: number): string {
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > PAGE_SIZE_MAX) {
    throw new TypeError(`\`pageSize\` must be a whole number from 1 to ${PAGE_SIZE_MAX}.`);
  }
  return String(pageSize);
}
