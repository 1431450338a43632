/** One page of a list. It may hold fewer items than asked for, even none, while `next` is set. */
export interface Page<Item> {
  items: Item[];
  /** Sealed cursor of the next page, good for 24 hours; null at the end. */
  next: string | null;
  /** Only where the upstream counted exactly what the viewer may see. */
  total?: number;
}
