import type { CallSummary } from "@keyhole/contract";
import { FakeSession } from "./fake-session.ts";
import { find, findAll, frame, type MountOptions, mounted, type TestCalls, until } from "./mount.ts";

/** The saved files. */
export let saved: { name: string; file: Blob }[] = [];
const { createObjectURL } = URL;
const { click } = HTMLAnchorElement.prototype;

export function catchFiles(): void {
  saved = [];
  const files = new Map<string, Blob>();
  URL.createObjectURL = (file: Blob) => {
    const url = createObjectURL.call(URL, file);
    files.set(url, file);
    return url;
  };
  HTMLAnchorElement.prototype.click = function catchFile(this: HTMLAnchorElement) {
    const file = files.get(this.href);
    if (file) saved.push({ name: this.download, file });
    else click.call(this);
  };
}

export function letFilesGo(): void {
  URL.createObjectURL = createObjectURL;
  HTMLAnchorElement.prototype.click = click;
}

export const link = (element: TestCalls) =>
  findAll(element, ".export-progress a")[0] as HTMLAnchorElement | undefined;
export const bar = (element: TestCalls) => findAll(element, ".export-progress")[0];
export const buttons = (element: TestCalls) =>
  findAll(element, ".export-progress button").map((one) => one.textContent);
export const press = (element: TestCalls, words: string) =>
  findAll(element, ".export-progress button")
    .find((one) => one.textContent === words)
    ?.click();

/** A list with its first page, and the replies to further pages. */
export async function listed(
  items: CallSummary[],
  reply: FakeSession["reply"] = () => undefined,
  options: MountOptions = {},
) {
  const session = new FakeSession(items);
  const element = await mounted(session, options);
  await until(() => findAll(element, ".export .tool-button").length > 0, "the button is there");
  session.asked.length = 0;
  session.reply = reply;
  const paths = () => session.asked.map(({ path }) => path).filter((path) => path.startsWith("/v1/calls?"));
  return { session, element, paths };
}

export async function start(element: TestCalls, format: "CSV" | "XLSX" | "JSON" = "CSV"): Promise<void> {
  find(element, ".export .tool-button").click();
  await frame();
  findAll(element, ".export-format")
    .find((one) => one.textContent?.startsWith(format))
    ?.click();
  await frame();
}
