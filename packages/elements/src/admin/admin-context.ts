import type { Clock } from "../base/clock.ts";
import type { AdminClient } from "./admin-answer.ts";
import type { Words } from "./figures-of.ts";

/** A question before something happens that viewers notice. */
export interface Question {
  title: string;
  text: string;
  actions: readonly { label: string; act: () => void }[];
}

/** What the sections of the page share. */
export interface AdminContext {
  client: AdminClient;
  clock: Clock;
  /** In the language of the page, which may change. */
  words(): Words;
  /** Announces a message. */
  say(message: string): void;
  /** The question is put in the language of the moment. */
  ask(question: () => Question): void;
  /** Saves a text as a file. */
  save(name: string, type: string, text: string): void;
  /** Whether somebody can see the page. */
  isVisible(): boolean;
}
