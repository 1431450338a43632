import { type Answer, json } from "../http/answer.ts";

/** A request to the simulated Cekura, taken apart. */
export interface CekuraRequest {
  readonly method: string;
  /** Without query, starting with a slash. */
  readonly path: string;
  readonly search: URLSearchParams;
  /** `X-CEKURA-API-KEY`. */
  readonly key: string | null;
  readonly contentType: string;
  readonly readBody: () => Promise<string>;
}

/** A refusal that ends the work on a request. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super("refused");
    this.answer = answer;
  }
}

/** 400 in the vendor's form: what is wrong, by field. */
export function wrongField(field: string, complaint: string): Refusal {
  return new Refusal(json(400, { [field]: [complaint] }));
}

export function refuse(status: number, detail: string, headers: Record<string, string> = {}): Refusal {
  return new Refusal(json(status, { detail }, headers));
}

/** The fields of a body: JSON, a form, or multipart, as the vendor's schema lists them. */
export async function readFields(request: CekuraRequest): Promise<Record<string, unknown>> {
  const { contentType } = request;
  const text = await request.readBody();
  if (/^application\/json\b/i.test(contentType)) {
    const value = parseJson(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
    throw refuse(400, "JSON parse error");
  }
  if (/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(contentType)) {
    const form = await new Response(text, { headers: { "Content-Type": contentType } })
      .formData()
      .catch(() => null);
    if (form === null) throw refuse(400, "Multipart form parse error");
    return Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  }
  throw refuse(415, `Unsupported media type "${contentType}" in request.`);
}

/** A whole number, written as a number or as a text. Refuses anything else by its field's name. */
export function toInteger(field: string, value: unknown): number {
  const number =
    typeof value === "number" ? value : /^\d{1,15}$/.test(String(value)) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw wrongField(field, "A valid integer is required.");
  return number;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
