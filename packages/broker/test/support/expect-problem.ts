import { PROBLEMS, type Problem, type ProblemCode } from "@keyhole/contract";
import { expect } from "vitest";

/** Where a request was refused; the token endpoint has a form of its own. */
export type Place = "resource" | "token endpoint";

/**
 * Checks everything that the contract says of a refusal: status, headers, every field and no other.
 * Answers the problem for what only one test knows of it.
 */
export async function expectProblem(
  response: Response,
  code: ProblemCode,
  { place = "resource" as Place, status = statusOf(code, place), oauthError = errorOf(code) } = {},
): Promise<Problem> {
  const isTokenEndpoint = place === "token endpoint";
  const problem = await response.json<Problem>();
  expect({ status: response.status, code: problem.code }).toEqual({ status, code });
  expect(problem).toEqual({
    type: `urn:keyhole:problem:${code}`,
    title: PROBLEMS[code].title,
    status,
    code,
    // The characters that RFC 6749 section 5.2 allows in error_description.
    detail: expect.stringMatching(/^[A-Za-z][\x20\x21\x23-\x5b\x5d-\x7e]{10,}\.$/),
    requestId: response.headers.get("X-Request-Id"),
    ...(isTokenEndpoint ? { error: oauthError, error_description: problem.detail } : {}),
    ...("retryAfterSeconds" in problem ? { retryAfterSeconds: expect.any(Number) } : {}),
    ...("serverTime" in problem ? { serverTime: expect.stringMatching(/Z$/) } : {}),
  });
  expect(response.headers.get("Content-Type")).toBe(
    isTokenEndpoint ? "application/json" : "application/problem+json",
  );
  expect(response.headers.get("Retry-After")).toBe(problem.retryAfterSeconds?.toString() ?? null);
  expect(response.headers.get("WWW-Authenticate")).toBe(status === 401 ? challenge(oauthError) : null);
  return problem;
}

function statusOf(code: ProblemCode, place: Place): number {
  const { status } = PROBLEMS[code];
  return place === "token endpoint" && status === 401 ? 400 : status;
}

function errorOf(code: ProblemCode): string | undefined {
  const problem = PROBLEMS[code];
  return "error" in problem ? problem.error : undefined;
}

function challenge(error: string | undefined): string {
  return error === undefined ? 'DPoP algs="ES256"' : `DPoP error="${error}", algs="ES256"`;
}
