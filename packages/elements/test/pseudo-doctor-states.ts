import type { BrokerCheckId, Diagnosis, PageCheckId } from "@keyhole/contract";
import { loadDoctorText } from "../src/doctor/doctor-text.ts";
import { showDiagnosis } from "../src/doctor/show-diagnosis.ts";
import { findAll, type TestCalls, until } from "./mount.ts";
import { pseudoTexts } from "./pseudo.ts";
import { clipboard, type State } from "./pseudo-look.ts";

/** The verdict of every check. */
const OK: Record<PageCheckId | BrokerCheckId, boolean | null> = {
  files: true,
  settings: true,
  "secure-context": true,
  sandbox: true,
  storage: false,
  microphone: false,
  policy: false,
  broker: true,
  version: false,
  clock: true,
  site: true,
  origin: true,
  upstream: null,
  key: null,
  identity: false,
  "built-ins": false,
  "sign-in": null,
};

const fixes = Object.entries(pseudoTexts).filter(([key]) => key.startsWith("fix."));
const ids = Object.keys(OK) as (keyof typeof OK)[];

/** Every check, and every text of what to do. */
const ALL: Diagnosis = {
  checks: ids.map((id, index) => ({ id, ok: OK[id], fix: fixes[index]?.[1] ?? null })),
  version: "0.1.0",
};
const NONE: Diagnosis = {
  checks: ALL.checks.map((check) => ({ ...check, ok: true, fix: null })),
  version: "0.1.0",
};

const showing = (work: Promise<Diagnosis>) => async (element: TestCalls) => {
  const text = await loadDoctorText(element);
  void showDiagnosis(element, text, work);
  return text;
};

const copying = async (element: TestCalls) => {
  await showing(Promise.resolve(ALL))(element);
  await until(() => findAll(element, ".diagnosis button").length === 2, "the result is there");
  findAll(element, ".diagnosis button")[0]?.click();
};

/** All that a diagnosis says. */
export const DOCTOR_STATES: State<TestCalls>[] = [
  {
    name: "a diagnosis that is not done",
    act: showing(new Promise(() => {})),
    shows: ".diagnosis",
    says: "doctor.checking",
  },
  {
    name: "a diagnosis",
    act: showing(Promise.resolve(ALL)),
    shows: ".diagnosis li",
    says: "doctor.found.other",
  },
  {
    name: "a diagnosis that found nothing",
    act: showing(Promise.resolve(NONE)),
    shows: ".diagnosis li",
    says: "doctor.nothing",
  },
  {
    name: "a diagnosis was copied",
    act: copying,
    instead: clipboard(true),
    shows: ".diagnosis li",
    says: "doctor.copied",
  },
  {
    name: "a diagnosis was not copied",
    act: copying,
    instead: clipboard(false),
    shows: ".diagnosis li",
    says: "doctor.notCopied",
  },
];
