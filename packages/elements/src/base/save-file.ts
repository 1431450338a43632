/** Downloads a text as a file. */
export function saveFile(name: string, type: string, words: string | Blob): void {
  const url = URL.createObjectURL(new Blob([words], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Browsers read the blob by the next task; Safari takes longer.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A file name that is valid everywhere. */
export function fileName(id: string, ending: string): string {
  return `call-${id.replace(/[^\w-]+/g, "_").slice(0, 80)}.${ending}`;
}
