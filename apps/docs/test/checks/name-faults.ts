import type { ElementNames } from "../support/element-names.ts";
import { inlineCode, type SourcePage } from "../support/pages.ts";
import type { RepositoryNames } from "../support/repository-names.ts";

const METHOD_AND_PATH = /^(?:(GET|POST|HEAD) )?(\/v1\/[\w/:.-]+)$/;
const FILE = /^(?:[\w.-]+\/)*[\w-]+(?:\.[\w-]+)*\.(?:ts|js|json|jsonc|md)$/;
/** The owner's names in examples, and other names that are not the product's. */
const OWNERS = /^(?:\/keyhole-assertion|ACME_ASSERTION_SECRET|keyhole-|\.vscode\/settings\.json)$/;

/** Unknown routes, files, settings, elements and events in a page's inline code. */
export function nameFaults(page: SourcePage, elements: ElementNames, repository: RepositoryNames): string[] {
  return inlineCode(page)
    .filter((code) => !OWNERS.test(code) && !isKnown(code, elements, repository))
    .map((code) => `${page.name}: there is no ${code}`);
}

function isKnown(code: string, { elements, events }: ElementNames, repository: RepositoryNames): boolean {
  const [, method, path] = METHOD_AND_PATH.exec(code) ?? [];
  if (path !== undefined) {
    return [...repository.routes].some((route) =>
      method === undefined ? route.endsWith(` ${path}`) : route === `${method} ${path}`,
    );
  }
  if (FILE.test(code)) return repository.files.some((file) => file === code || file.endsWith(`/${code}`));
  if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(code)) return repository.settings.has(code);
  const tag = /^<(keyhole-[\w-]+)>$/.exec(code)?.[1];
  if (tag !== undefined) return elements.has(tag);
  return /^keyhole-[\w-]+$/.test(code) ? elements.has(code) || events.has(code) : true;
}
