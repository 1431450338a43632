import type { Diagnosis, DiagnosisCheck } from "@keyhole/contract";
import { VERSION } from "../base/version.ts";
import type { Text } from "../i18n/text.ts";
import type { SessionOptions } from "../session/index.ts";
import { askBroker, checksOf } from "./ask-broker.ts";
import { checkBuiltIns } from "./check-built-ins.ts";
import { checkSignIn } from "./check-sign-in.ts";
import {
  checkFiles,
  checkMicrophone,
  checkSandbox,
  checkSecureContext,
  checkSettings,
  checkStorage,
} from "./page-checks.ts";
import type { Examination, Patient } from "./patient.ts";
import { watchPolicy } from "./watch-policy.ts";

/** Everything that can be checked, without what would be of use to anybody else. Never rejects. */
export async function diagnose(
  patient: Patient,
  options: SessionOptions | null,
  text: Text,
  version = VERSION,
): Promise<Diagnosis> {
  const examination: Examination = {
    patient,
    options,
    text,
    async fixFor(trouble) {
      await patient.prepareNotice(trouble);
      return withoutSecrets(patient.explain(trouble).text);
    },
  };
  const checks: DiagnosisCheck[] = [];
  const add = async (check: () => Promise<DiagnosisCheck | null | readonly DiagnosisCheck[]>) => {
    try {
      checks.push(...[(await check()) ?? []].flat());
    } catch (error) {
      // On a page that breaks everything, the other checks still tell something.
      console.error?.(error);
    }
  };
  for (const check of [
    checkFiles,
    checkSettings,
    checkSecureContext,
    checkSandbox,
    checkStorage,
    checkMicrophone,
  ])
    await add(() => check(examination));
  const policy = watchPolicy(examination);
  const asked = options && (await askBroker(options));
  await add(() => policy.check());
  await add(() => checksOf(examination, asked, version, policy.directives.has("connect-src")));
  policy.end();
  const isLost = asked?.ok === false && asked.failure.kind === "network";
  await add(() => checkBuiltIns(examination, isLost && !policy.directives.has("connect-src")));
  await add(() => checkSignIn(examination));
  return { checks, version };
}

/** Without queries, tokens and keys: an exception of the page's may quote them. */
function withoutSecrets(words: string): string {
  return words
    .replace(/(\bhttps?:\/\/[^\s?#]+)[?#][^\s)]*/g, "$1")
    .replace(/\beyJ[\w-]+\.[\w.-]+|\b[a-z\d]{8}\.[a-z\d]{32}\b/gi, "…");
}
