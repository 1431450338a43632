import { frame } from "../mount.ts";
import { equal } from "../session/assert.ts";

/** What nobody caught, and what was written to the console as an error, since it was asked to look. */
export interface Complaints {
  readonly seen: string[];
  /** Stops looking. Throws where there was something; errors of the frames before are waited for. */
  end(): Promise<void>;
}

/** Looks out for errors on this page, or on that of a frame. */
export function watchComplaints(page: Window = window): Complaints {
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
      equal(seen, [], "complaints");
    },
  };
}
