import { talkStore } from "./talk-store.js";

/**
 * Shows one element as the address says: `?element=keyhole-call&site=rows&call-id=…`. Each further name is
 * an attribute; `lang`, `dir` and `scheme` are the page's, `filters` (JSON), `row-end=tenant`,
 * `get-assertion=throws` and `talk` (a store of `talk-store.js`) are properties. The broker answers by the site's name.
 */
const PAGE = ["element", "lang", "dir", "scheme"];
/** @type {Record<string, (value: string) => [string, unknown]>} */
const PROPERTIES = {
  filters: (value) => ["filters", JSON.parse(value)],
  "get-assertion": () => ["getAssertion", () => Promise.reject(new Error("by the playground"))],
  talk: (name) => ["openStore", () => talkStore(name)],
  "row-end": (name) => [
    "renderRowEnd",
    (/** @type {{ metadata: Record<string, string> }} */ { metadata }) => {
      const link = document.createElement("a");
      link.href = `#${name}`;
      link.textContent = metadata[name] ?? "";
      link.style.cssText = "display:inline-block;padding:6px 0;color:LinkText";
      return link;
    },
  ],
};

/** Where all copies of the elements keep their sessions. */
const SESSIONS = Symbol.for("keyhole.sessions.1");

const root = document.documentElement;
const place = document.querySelector("#state");

async function show() {
  const query = new URLSearchParams(location.search);
  place?.replaceChildren();
  // Nothing of an element that was shown before is left: who has signed out there is nobody here.
  Reflect.deleteProperty(globalThis, SESSIONS);
  root.lang = query.get("lang") ?? "en";
  root.dir = query.get("dir") ?? "ltr";
  root.style.colorScheme = query.get("scheme") ?? "";
  scrollTo(0, 0);

  // The owner's page is no element of the entry.
  if (query.get("element") === "keyhole-admin")
    await import(/* @vite-ignore */ `${location.origin}/keyhole/admin.js`);

  const element = document.createElement(query.get("element") ?? "keyhole-calls");
  if (!query.has("broker")) element.setAttribute("broker", location.origin);
  for (const [name, value] of query) {
    if (PAGE.includes(name)) continue;
    const property = Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name]?.(value) : undefined;
    if (property) Reflect.set(element, ...property);
    else element.setAttribute(name, value);
  }
  place?.append(element);
}

// Who shows one state after another changes the address and says so, which costs a third of a new document.
addEventListener("show-state", show);
await show();
