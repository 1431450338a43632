import type { Answer } from "../server/answer.ts";

/** An error of a storage host, in the form that most of them use. */
export function refusal(status: number, code: string, message: string): Answer {
  return {
    status,
    headers: { "Content-Type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}
