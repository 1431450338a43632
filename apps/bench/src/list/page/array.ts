import { generateCall } from "../generate-call.ts";

// Read from text, a page at a time, as calls that came over the wire are.
const size = Number(document.querySelector<HTMLElement>("vaadin-grid")?.dataset.size);
const calls: unknown[] = [];
while (calls.length < size) {
  const page = Array.from({ length: 50 }, (_, place) => generateCall(calls.length + place));
  calls.push(...(JSON.parse(JSON.stringify(page)) as unknown[]));
}
Object.assign(globalThis, { calls });
