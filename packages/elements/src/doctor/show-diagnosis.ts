import type { Diagnosis, DiagnosisCheck } from "@keyhole/contract";
import { html, nothing, render, type TemplateResult } from "lit";
import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import type { Text } from "../i18n/text.ts";
import { diagnosisStyles } from "./diagnosis.styles.ts";
import type { Patient } from "./patient.ts";

const adoptStyles = stylesAdopter(diagnosisStyles);

/**
 * Shows a diagnosis in a dialog in front of the page, from the first moment on. The dialog is the browser's: it keeps the
 * focus, closes with Escape, and gives the focus back.
 */
export async function showDiagnosis(
  { renderRoot, localName }: Patient,
  text: Text,
  work: Promise<Diagnosis>,
): Promise<void> {
  adoptStyles(renderRoot);
  const dialog = document.createElement("dialog");
  dialog.className = "diagnosis";
  dialog.part.value = "diagnosis";
  // Firefox makes every scroller a Tab stop that has none.
  dialog.tabIndex = -1;
  dialog.setAttribute("aria-label", text("doctor.title"));
  const show = (status: string, diagnosis?: Diagnosis) => {
    const copy = async () => {
      if (diagnosis) show(text(await copied(asText(text, localName, diagnosis))), diagnosis);
    };
    render(renderDialog(text, { status, diagnosis, copy, close: () => dialog.close() }), dialog);
  };
  dialog.addEventListener("close", () => dialog.remove());
  // A host or a list around it listens to keys as well.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  show(text("doctor.checking"));
  (renderRoot.querySelector(".box") ?? renderRoot).append(dialog);
  dialog.showModal();
  const diagnosis = await work;
  const count = diagnosis.checks.filter(({ ok }) => ok === false).length;
  show(count ? text("doctor.found", { count }) : text("doctor.nothing"), diagnosis);
}

interface Shown {
  /** What the dialog says of itself: that it waits, what it found, that it has copied. */
  status: string;
  diagnosis: Diagnosis | undefined;
  copy: () => void;
  close: () => void;
}

function renderDialog(text: Text, { status, diagnosis, copy, close }: Shown): TemplateResult {
  const button = (words: string, act: () => void) =>
    html`<button class="button" part="button" type="button" @click=${act}>${words}</button>`;
  return html`<div part="diagnosis-body">
    <h2 part="diagnosis-title">${text("doctor.title")}</h2>
    <p part="diagnosis-status" role="status">${status}</p>
    ${diagnosis ? html`<ul part="checks">${diagnosis.checks.map((check) => renderCheck(text, check))}</ul>` : nothing}
    <p class="actions">${diagnosis ? button(text("doctor.copy"), copy) : nothing} ${button(text("doctor.close"), close)}</p>
  </div>`;
}

const VERDICTS = { true: "passed", false: "failed", null: "unknown" } as const;

function renderCheck(text: Text, { id, ok, fix }: DiagnosisCheck): TemplateResult {
  const verdict = VERDICTS[`${ok}`];
  return html`<li class=${verdict} part="check">
    <b part="check-name">${text(`check.${id}`)}</b> <span class="outcome" part="check-verdict">${text(`doctor.${verdict}`)}</span>
    ${fix ? html`<p part="check-fix">${fix}</p>` : nothing}
  </li>`;
}

/** For a message to the site owner. It holds no more than the dialog shows, and where and when that was. */
function asText(text: Text, localName: string, { checks, version }: Diagnosis): string {
  const lines = checks.map(({ id, ok, fix }) => {
    const verdict = text(`doctor.${VERDICTS[`${ok}`]}`);
    const line = text("doctor.line", { check: text(`check.${id}`), verdict });
    return fix ? `${line}\n  ${fix}` : line;
  });
  const now = new Date().toISOString();
  return [`${localName} ${version}, ${globalThis.origin}, ${now}`, ...lines, ""].join("\n");
}

async function copied(words: string): Promise<"doctor.copied" | "doctor.notCopied"> {
  try {
    await navigator.clipboard.writeText(words);
    return "doctor.copied";
  } catch {
    return "doctor.notCopied";
  }
}
