import type { DiagnosisCheck } from "@keyhole/contract";
import { browserDeps } from "../session/deps.ts";
import type { Examination } from "./patient.ts";

/**
 * Asks the host who is signed in, as a mint does. The assertion is dropped at once: it is neither sent, nor kept, nor told.
 * Null for a visitor, who has none.
 */
export async function checkSignIn({ patient, options, fixFor }: Examination): Promise<DiagnosisCheck | null> {
  const { session } = patient;
  const source = options?.assertion;
  if (!source) return null;
  try {
    const jkt = await session?.thumbprint();
    if (jkt) {
      const { askAssertion } = await import("../session/add-assertion.ts");
      const { subtle } = crypto;
      const asked = await askAssertion(source, jkt, subtle, browserDeps(), new AbortController().signal);
      if (asked.ok) return { id: "sign-in", ok: true, fix: null };
      if ("failure" in asked) {
        // The host answers as it should: nobody is there.
        const ok = asked.failure.kind === "not-signed-in" ? null : false;
        return { id: "sign-in", ok, fix: await fixFor(asked.failure) };
      }
    }
  } catch {
    // Signed out, or without keys: other checks tell.
  }
  return { id: "sign-in", ok: null, fix: null };
}
