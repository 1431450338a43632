import { afterEach, expect } from "vitest";
import { noteWritten, takeLeaks } from "./witness.ts";

// What a broker writes to the console of its Worker is searched as well.
for (const level of ["debug", "error", "info", "log", "warn"] as const) {
  const write = console[level];
  console[level] = (...parts: unknown[]) => {
    noteWritten(`console.${level}`, parts.map(String).join(" "));
    write(...parts);
  };
}

afterEach(() => {
  expect(takeLeaks()).toEqual([]);
});
