import { equal } from "../assert.ts";
import { frame } from "../mount.ts";

/** What nobody caught, and what was written to the console as an error, since it was asked to look. */
export interface PageErrors {
  readonly seen: string[];
  /** Stops looking. Throws where there was something; errors of the frames before are waited for. */
  end(): Promise<void>;
}

/** Looks out for errors on this page, or on that of a frame. */
export function watchPageErrors(page: Window = window): PageErrors {
  const seen: string[] = [];
  const control = new AbortController();
  const { signal } = control;
  const { console } = page as Window & typeof globalThis;
  const write = console.error;
  console.error = (...words: unknown[]) => {
    seen.push(`console: ${words.join(" ")}`);
    write.apply(console, words);
  };
  page.addEventListener("error", ({ message }) => seen.push(`error: ${message}`), { signal });
  page.addEventListener("unhandledrejection", ({ reason }) => seen.push(`rejection: ${reason}`), { signal });
  return {
    seen,
    async end() {
      await frame();
      await frame();
      control.abort();
      console.error = write;
      equal(seen, [], "errors");
    },
  };
}
