import { errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { ASSERTION_MAX_BYTES, ASSERTION_SKEW_SECONDS } from "../base/limits/assertions.ts";
import type { CheckedSignIn, SignInProvider } from "../config/check-sign-in.ts";
import { type Person, personOf } from "./person.ts";
import { refuseSignIn } from "./refuse-sign-in.ts";

/** Cloudflare Access in front of `/v1/sign-in`, as one site has it. */
export interface AccessSignIn {
  kind: "cloudflareAccess";
  /** Verifies the header that Access adds to each request it lets through. */
  verify(header: string | undefined): Promise<Person>;
}

/** The header of Access; the request has none where the address is not protected. */
export const ACCESS_HEADER = "Cf-Access-Jwt-Assertion";

export function createAccessSignIn(
  { setting }: Pick<CheckedSignIn, "setting">,
  { issuer, audience }: Extract<SignInProvider, { kind: "cloudflareAccess" }>,
  { keys, now }: { keys: JWTVerifyGetKey; now: () => number },
): AccessSignIn {
  const name = `${setting}.cloudflareAccess`;
  return {
    kind: "cloudflareAccess",
    async verify(header) {
      if (header === undefined || header === "") {
        throw refuseSignIn(
          "not set up",
          `${ACCESS_HEADER}: is missing; protect /v1/sign-in with an application of Cloudflare Access`,
        );
      }
      if (header.length > ASSERTION_MAX_BYTES)
        throw refuseSignIn("too large", `${ACCESS_HEADER}: has more than ${ASSERTION_MAX_BYTES} bytes`);
      try {
        const { payload } = await jwtVerify<{ exp: number }>(header, keys, {
          issuer,
          audience,
          algorithms: ["RS256"],
          requiredClaims: ["exp", "iat", "sub"],
          // For `iat` and `nbf`; `exp` is compared below without it.
          clockTolerance: ASSERTION_SKEW_SECONDS,
          currentDate: new Date(now()),
        });
        if (payload.exp * 1000 <= now()) throw refuseSignIn("stale", `${ACCESS_HEADER}: exp has passed`);
        return personOf(payload, { setting: name, endsAtMs: payload.exp * 1000 });
      } catch (error) {
        throw toRefusal(error, name);
      }
    },
  };
}

function toRefusal(error: unknown, name: string): unknown {
  if (error instanceof errors.JWTExpired) return refuseSignIn("stale", `${ACCESS_HEADER}: exp has passed`);
  if (error instanceof errors.JWTClaimValidationFailed) {
    const compared = { iss: `${name}.team`, aud: `${name}.audience` }[error.claim];
    return refuseSignIn(
      compared === undefined ? "refused" : "not set up",
      `${ACCESS_HEADER}: its ${error.claim} is not ${compared ?? "valid"}`,
    );
  }
  if (error instanceof errors.JOSEError && error.code !== "ERR_JOSE_GENERIC")
    return refuseSignIn("refused", `${ACCESS_HEADER}: does not verify with the team's keys (${error.code})`);
  if (error instanceof Error && error.name === "JwksError")
    return refuseSignIn("unavailable", `${name}.team: its keys are not there: ${error.message}`);
  return error;
}
