/** One request as the client sent it. */
export interface SentRequest {
  url: URL;
  init: RequestInit;
  headers: Headers;
}

type Step = Response | Error | ((request: SentRequest) => Response | Promise<Response>);

/** A fetch that answers from a script; the last step answers all further requests. */
export function scriptedFetch(...steps: Step[]): { fetch: typeof fetch; requests: SentRequest[] } {
  const requests: SentRequest[] = [];
  const send: typeof fetch = async (input, init = {}) => {
    const request = { url: new URL(String(input)), init, headers: new Headers(init.headers) };
    const step = steps[Math.min(requests.length, steps.length - 1)];
    requests.push(request);
    if (step === undefined || step instanceof Error) throw step ?? new Error("no step");
    // Cloned, since a body can be read once and the last step may answer twice.
    return typeof step === "function" ? step(request) : step.clone();
  };
  return { fetch: send, requests };
}

/** An answer that never comes and that does not heed the signal. */
export function never(): Promise<Response> {
  return new Promise(() => {});
}

export function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" }, ...init });
}

export function status(code: number, headers: Record<string, string> = {}): Response {
  return new Response('{"detail":"UPSTREAM-TEXT"}', { status: code, headers });
}
