import { PROBLEMS, type Problem, type ProblemCode } from "@keyhole/contract";

/** An answer with a JSON body. */
export function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { "Content-Type": "application/json", ...(init.headers as Record<string, string>) },
  });
}

/** A refusal as the broker writes it. */
export function problem(
  code: ProblemCode,
  extra: Partial<Problem> = {},
  headers: Record<string, string> = {},
): Response {
  const { status, title } = PROBLEMS[code];
  const body = { type: `https://broker.example/problems#${code}`, title, status, code };
  return json(
    { ...body, detail: "Do something else.", requestId: "request-1", ...extra },
    { status: extra.status ?? status, headers: { "Content-Type": "application/problem+json", ...headers } },
  );
}

/** A JWT as a host would sign it, but for the signature, which only a broker looks at. */
export function assertion(claims: Record<string, unknown>): string {
  const part = (value: object) => {
    const text = String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value)));
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };
  return `${part({ alg: "HS256" })}.${part({ iss: "https://host.example", ...claims })}.c2lnbmF0dXJl`;
}
