/**
 * Shows one element as the address says: `?element=keyhole-call&site=rows&call-id=…`. Each further name is
 * an attribute; `lang`, `dir` and `scheme` are the page's. The staged broker answers by the site's name.
 */
const query = new URLSearchParams(location.search);
const root = document.documentElement;
root.lang = query.get("lang") ?? "en";
root.dir = query.get("dir") ?? "ltr";
root.style.colorScheme = query.get("scheme") ?? "";

const element = document.createElement(query.get("element") ?? "keyhole-calls");
element.setAttribute("broker", location.origin);
for (const [name, value] of query) {
  if (!["element", "lang", "dir", "scheme"].includes(name)) element.setAttribute(name, value);
}
document.querySelector("#stage")?.append(element);
