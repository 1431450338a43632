import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { bundle, readScripts } from "../list/scripts.ts";
import { EMBEDDED, SUBJECTS, type Subject } from "./subjects.ts";

const OWN = ["asking", "empty", "first-content"];
const LANGUAGE_FILE = /\/(texts-[a-z]+\.js)$/;

export interface PageScripts {
  /** Text by path on the server. */
  files: Map<string, string>;
  /** Bytes after brotli 11 of what a page loads until its first content. */
  bytes: Record<Subject, number>;
  /** The same of `keyhole.js` with the catalogue of a language other than English, by the name of the catalogue. */
  inLanguages: Record<string, number>;
}

/** The scripts of all subjects, each as its vendor builds it. */
export async function readPageScripts(): Promise<PageScripts> {
  const { files } = await readScripts();
  for (const name of OWN) files.set(`/${name}.js`, await bundle(join(import.meta.dirname, "page"), name));
  files.set("/elevenlabs.js", readModule(import.meta.resolve("@elevenlabs/convai-widget-embed")));
  const vapi = fileURLToPath(import.meta.resolve("@vapi-ai/client-sdk-react/widget"));
  files.set("/vapi.js", readFileSync(join(vapi, "../widget.umd.js"), "utf8"));
  const size = (path: string) => brotliBytes(files.get(path) ?? "");
  const bytes = Object.fromEntries(
    SUBJECTS.map((subject) => [
      subject,
      EMBEDDED[subject].scripts.reduce((sum, name) => sum + size(`/${name}`), 0),
    ]),
  ) as Record<Subject, number>;
  const texts = [...files.keys()].filter((path) => LANGUAGE_FILE.test(path));
  const inLanguages = Object.fromEntries(
    texts.map((path) => [LANGUAGE_FILE.exec(path)?.[1] ?? path, bytes.keyhole + size(path)]),
  );
  return { files, bytes, inLanguages };
}

function readModule(url: string): string {
  return readFileSync(fileURLToPath(url), "utf8");
}

function brotliBytes(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
