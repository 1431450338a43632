import type { LazyModule } from "../base/lazy-module.ts";
import type { PageFailure } from "../base/page-failure.ts";
import type { Notice } from "../errors/render-notice.ts";
import type { Misuse, Trouble } from "../errors/trouble.ts";
import type { Catalogue, Text } from "../i18n/text.ts";
import type { Session, SessionOptions } from "../session/index.ts";

/** The element that is examined, as far as the doctor knows it. */
export interface Patient {
  readonly localName: string;
  readonly updateComplete: Promise<unknown>;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly formats: { readonly locale: string | undefined };
  readonly texts: Catalogue | null;
  readonly session: Session | null;
  /** The mistake in its settings, or what the page has broken. */
  readonly misuse: Misuse | PageFailure | null;
  readonly errorTexts: Pick<LazyModule<unknown>, "failure">;
  /** Loads what `explain` needs to say more than a few words. */
  prepareNotice(trouble: Trouble): Promise<void>;
  explain(trouble: Trouble): Notice;
}

/** What every check of the page has. */
export interface Examination {
  patient: Patient;
  /** Null where the settings are wrong. */
  options: SessionOptions | null;
  text: Text;
  /** Says what to do about a trouble, in the words of its notice. */
  fixFor(trouble: Trouble): Promise<string>;
}
