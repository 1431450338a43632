import type { CDPSession, Page } from "playwright-core";

interface AxNode {
  nodeId: string;
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  value?: { value: unknown };
  properties?: { name: string; value: { value?: unknown } }[];
  childIds?: string[];
  parentId?: string;
}

/** What the browser tells a screen reader of one thing. */
export interface Heard {
  role: string;
  name: string;
  /** The words in it, which for most roles are not its name. */
  text: string;
  /** `expanded`, `valuetext`, `level`, `live`, `busy` …; those that are set. */
  properties: Readonly<Record<string, unknown>>;
  /** Roles of what it is in, the nearest first. */
  inside: string[];
}

const PASSED_OVER = [
  "none",
  "generic",
  "StaticText",
  "InlineTextBox",
  "RootWebArea",
  "LineBreak",
  "ListMarker",
  "LabelText",
];
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** The page's accessibility tree in its order, as Chromium computes it; texts stand in the names of what holds them. */
export async function heardOn(page: Page): Promise<Heard[]> {
  const session = await (sessions.get(page) ?? page.context().newCDPSession(page));
  sessions.set(page, Promise.resolve(session));
  const { nodes } = (await session.send("Accessibility.getFullAXTree")) as unknown as { nodes: AxNode[] };
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const roleOf = (node: AxNode) => node.role?.value ?? "none";
  const insideOf = (node: AxNode): string[] => {
    const around = byId.get(node.parentId ?? "");
    if (!around) return [];
    const role = roleOf(around);
    return around.ignored || PASSED_OVER.includes(role) ? insideOf(around) : [role, ...insideOf(around)];
  };
  const textOf = (node: AxNode): string =>
    roleOf(node) === "StaticText"
      ? (node.name?.value ?? "")
      : (node.childIds ?? []).map((id) => textOf(byId.get(id) ?? { nodeId: id, ignored: true })).join(" ");
  const heard: Heard[] = [];
  const visit = (node: AxNode) => {
    const role = roleOf(node);
    if (!node.ignored && !PASSED_OVER.includes(role))
      heard.push({
        role,
        name: node.name?.value ?? "",
        text: textOf(node).replace(/\s+/g, " ").trim(),
        properties: {
          ...(node.value?.value === undefined ? {} : { value: node.value.value }),
          ...Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])),
        },
        inside: insideOf(node),
      });
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child) visit(child);
    }
  };
  const [first] = nodes;
  if (first) visit(first);
  return heard;
}
