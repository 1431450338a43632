import type { TemplateResult } from "lit";
import type { Text } from "../i18n/text.ts";
import type { Trouble } from "./trouble.ts";

/** What is shown where something went wrong: what happened, why and what to do. */
export interface Notice {
  title: string;
  text: string;
  /** The words on the button; absent where asking again from this page changes nothing. */
  button?: string;
  /** The request id to copy, and where the docs say more. */
  more?: TemplateResult | undefined;
}

/** What the texts may name. */
export interface NoticeContext {
  site: string;
  broker: string;
  origin: string;
  /** BCP 47 tag for dates and numbers; undefined for the browser's own. */
  locale: string | undefined;
}

/** The notice that needs nothing loaded: without a connection, and where the other texts cannot be had. */
export function plainNotice(text: Text, trouble: Trouble, { broker }: NoticeContext): Notice {
  const button = text("retry");
  if (trouble.kind === "network")
    return { title: text("network.title"), text: text("network.text", { broker }), button };
  const problem = trouble.kind === "problem" ? trouble.problem : undefined;
  return {
    title: text("failed.title"),
    text: problem?.detail ?? trouble.kind,
    button,
  };
}
