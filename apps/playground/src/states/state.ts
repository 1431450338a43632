import type { Locator, Page } from "playwright-core";

/** What a step has to do with. */
export interface OpenedState {
  page: Page;
  element: Locator;
}

/** One state that a viewer can get an element into, and how. */
export interface State {
  /** What it belongs to, for people. */
  group: string;
  /** Unique; a picture is called so. */
  name: string;
  element: "keyhole-calls" | "keyhole-call" | "keyhole-overview" | "keyhole-talk" | "keyhole-admin";
  /** The attributes and properties that the page of a state gives the element. */
  query: Readonly<Record<string, string>>;
  /** What a viewer sees first, in English. */
  words: string | RegExp;
  /** What leads on from there, up to and with what can be waited for. */
  steps?: (opened: OpenedState) => Promise<void>;
  /** What is wrong around the page, before it is opened. */
  around?: "no network" | "offline" | "no assertion" | "insecure";
  /** The width of the window in CSS pixels, where the state is one of narrow elements alone. */
  width?: number;
  /** Controls that a keyboard must reach at least: an element without any would pass everywhere else. */
  controls: number;
}
