/** A file that the viewer can download until its URL is revoked. */
export interface OfferedFile {
  name: string;
  url: string;
}

/** Downloads a text as a file. */
export function saveFile(name: string, type: string, words: string | Blob): void {
  const file = offerFile(name, type, words);
  download(file);
  // Browsers read the blob by the next task; Safari takes longer.
  setTimeout(() => URL.revokeObjectURL(file.url), 10_000);
}

export function offerFile(name: string, type: string, words: string | Blob): OfferedFile {
  return { name, url: URL.createObjectURL(new Blob([words], { type: `${type};charset=utf-8` })) };
}

/** Downloads a file. No browser tells whether it was saved. The link is outside of the page, whose router sees no click. */
export function download({ name, url }: OfferedFile): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

/** A file name that is valid everywhere. */
export function fileName(id: string, ending: string): string {
  return `call-${id.replace(/[^\w-]+/g, "_").slice(0, 80)}.${ending}`;
}
