/** The finaliser of MurmurHash3: a bijection on 32 bits, so different numbers stay different. */
export function mix32(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 code units. Turns the name of a purpose into a number. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A seeded random source (mulberry32). The same seed gives the same sequence on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A separate source for one purpose, so that the draws for one field do not shift those for another. */
  static for(seed: number, purpose: string): Random {
    return new Random(mix32(seed ^ hashText(purpose)));
  }

  /** A whole number from 0 to 2^32 - 1. */
  word(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let word = this.#state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (word ^ (word >>> 14)) >>> 0;
  }

  /** A number from 0 up to, but excluding, 1. */
  fraction(): number {
    return this.word() / 0x1_0000_0000;
  }

  /** A whole number from `min` to `max`, both inclusive. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.fraction() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.fraction() * items.length)];
    if (item === undefined) throw new TypeError("pick: the list is empty");
    return item;
  }

  /** Picks by weight. The weights may have any sum. */
  weighted<Item>(choices: readonly (readonly [Item, number])[]): Item {
    let sum = 0;
    for (const [, weight] of choices) sum += weight;
    let rest = this.fraction() * sum;
    for (const [item, weight] of choices) {
      rest -= weight;
      if (rest < 0) return item;
    }
    throw new TypeError("weighted: the list is empty");
  }

  /** `words` times eight hexadecimal digits. */
  hex(words: number): string {
    let text = "";
    for (let count = 0; count < words; count += 1) text += this.word().toString(16).padStart(8, "0");
    return text;
  }

  /** A version 4 UUID in lower case. */
  uuid(): string {
    const hex = this.hex(4);
    const variant = "89ab"[Number.parseInt(hex.slice(16, 17), 16) & 3];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
