import type { Answer } from "../http/answer.ts";

/** Faults of what the vendor says: answers that parse, and are wrong. */

type Fields = Record<string, unknown>;

/** Each row of a page twice. */
export function doubleRows(answer: Answer): Answer {
  return changePage(answer, (page, results) => ({ ...page, results: results.flatMap((row) => [row, row]) }));
}

/** The next page of each page is the one that was asked for, if it has rows. */
export function loopCursor(answer: Answer): Answer {
  return changePage(answer, (page, results) =>
    results.length === 0 ? page : { ...page, next: "https://upstream.invalid/api/calls?cursor=again" },
  );
}

/** A single call is answered with another one's id. */
export function otherCall(answer: Answer): Answer {
  return changeFields(answer, (fields) =>
    typeof fields.callId === "string" ? { ...fields, callId: `0${fields.callId.slice(1, -1)}0` } : fields,
  );
}

function changePage(answer: Answer, change: (page: Fields, results: unknown[]) => Fields): Answer {
  return changeFields(answer, (fields) =>
    Array.isArray(fields.results) ? change(fields, fields.results) : fields,
  );
}

function changeFields(answer: Answer, change: (fields: Fields) => Fields): Answer {
  if (answer.status !== 200 || typeof answer.body !== "string") return answer;
  const value: unknown = JSON.parse(answer.body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return answer;
  return { ...answer, body: JSON.stringify(change(value as Fields)) };
}
