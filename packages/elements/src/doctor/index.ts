import type { Diagnosis } from "@keyhole/contract";
import type { SessionOptions } from "../session/index.ts";
import { diagnose } from "./diagnose.ts";
import { loadDoctorText } from "./doctor-text.ts";
import type { Patient } from "./patient.ts";
import { showDiagnosis } from "./show-diagnosis.ts";

export { enDoctor as texts } from "../i18n/en-doctor.ts";

export interface DiagnoseOptions {
  /** Whether the viewer sees the result. Default: false. */
  show?: boolean;
}

/** Examines an element once it has its settings, and shows the result if asked to. Never rejects. */
export async function examine(
  patient: Patient,
  settings: () => SessionOptions | null,
  { show = false }: DiagnoseOptions = {},
): Promise<Diagnosis> {
  await patient.updateComplete;
  const text = await loadDoctorText(patient);
  const work = diagnose(patient, settings(), text);
  // Where it cannot be shown, the result is still there.
  if (show) showDiagnosis(patient, text, work).catch((error) => console.error?.(error));
  return work;
}
