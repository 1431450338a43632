import { afterAll, afterEach, expect } from "vitest";
import { forgetSent, noteWritten, takeLeaks } from "./witness.ts";

const WATCHED = Symbol.for("keyhole.tests.watched-console");

// What a broker writes to the console of its Worker is searched as well. Files share the console.
if (!(WATCHED in console)) {
  Object.defineProperty(console, WATCHED, { value: true });
  for (const level of ["debug", "error", "info", "log", "warn"] as const) {
    const write = console[level];
    console[level] = (...parts: unknown[]) => {
      noteWritten(`console.${level}`, parts.map(String).join(" "));
      write(...parts);
    };
  }
}

afterEach(() => {
  expect(takeLeaks()).toEqual([]);
});

afterAll(forgetSent);
