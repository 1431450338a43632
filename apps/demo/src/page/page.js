import { makeSampleCall, readMember, signIn, signOut } from "./account.js";
import { caseOf } from "./cases.js";
import { setUpDeveloperPanel } from "./developer.js";
import { byId, embedText, showEmbed } from "./elements.js";

/** @typedef {import("./elements.js").KeyholeCalls} KeyholeCalls */

/** @type {import("./account.js").Member | null} */
let member = null;
/** @type {{ embed: string, calls: KeyholeCalls } | null} */
let shown = null;
/** Switches run one after the other. */
let last = Promise.resolve();

/** @param {() => Promise<void>} work */
function inTurn(work) {
  const trouble = byId("trouble", HTMLElement);
  last = last.then(work).then(
    () => {
      trouble.hidden = true;
    },
    (error) => {
      trouble.textContent = `That did not work: ${error.message}`;
      trouble.hidden = false;
    },
  );
}

/**
 * Signs in or out, and shows what this viewer may see.
 * @param {string} viewer
 */
async function switchTo(viewer) {
  const isMember = viewer !== "visitor" && viewer !== "public";
  if (member && member.id !== viewer) await leave();
  if (isMember && !member) member = await signIn(viewer);
  history.replaceState(null, "", `#${viewer}`);
  await show(viewer);
}

/** Signs out here and in the elements: token, key and rows are dropped. */
async function leave() {
  if (shown?.embed === "member") await shown.calls.signOut();
  member = await signOut();
}

/** @param {string} viewer */
async function show(viewer) {
  describe(viewer);
  const { embed } = caseOf(viewer, member);
  if (shown?.embed !== embed) shown = { embed, calls: await showEmbed(embed) };
  const { calls } = shown;
  const isAdmin = member?.role === "admin";
  calls.renderRowEnd = isAdmin ? (call) => call.metadata.tenant ?? "no tenant" : null;
  await calls.signIn();
}

/** @param {string} viewer */
function describe(viewer) {
  const { embed, title, lead, why } = caseOf(viewer, member);
  byId("title", HTMLElement).textContent = title;
  byId("lead", HTMLElement).textContent = lead;
  byId("why", HTMLElement).textContent = why;
  byId("snippet", HTMLElement).textContent = embedText(embed);
  byId("account-name", HTMLElement).textContent = member ? `Signed in as ${member.name}` : "Not signed in";
  byId("sign-out", HTMLElement).hidden = member === null;
  byId("sample-call", HTMLElement).hidden = embed !== "visitor";
  for (const radio of radios())
    radio.checked = radio.value === viewer && (embed !== "member" || member !== null);
}

/** @returns {HTMLInputElement[]} */
function radios() {
  return [...document.querySelectorAll('input[name="viewer"]')].filter(
    (input) => input instanceof HTMLInputElement,
  );
}

byId("viewers", HTMLElement).addEventListener("change", () => {
  const viewer = radios().find((radio) => radio.checked)?.value ?? "public";
  inTurn(() => switchTo(viewer));
});

byId("sign-out", HTMLButtonElement).addEventListener("click", () => {
  inTurn(async () => {
    await leave();
    describe("nobody");
  });
});

byId("refresh", HTMLButtonElement).addEventListener("click", () => {
  inTurn(async () => shown?.calls.refresh());
});

byId("sample-call", HTMLButtonElement).addEventListener("click", () => {
  inTurn(async () => {
    if (!shown) return;
    await makeSampleCall(await shown.calls.thumbprint());
    await shown.calls.refresh();
  });
});

byId("copy", HTMLButtonElement).addEventListener("click", async (event) => {
  await navigator.clipboard.writeText(byId("snippet", HTMLElement).textContent ?? "");
  if (event.target instanceof HTMLElement) event.target.textContent = "Copied";
});

inTurn(async () => {
  member = await readMember();
  const asked = location.hash.slice(1);
  const known = radios().some((radio) => radio.value === asked);
  await show(member?.id ?? (known ? asked : "public"));
});
inTurn(() => setUpDeveloperPanel(() => inTurn(async () => shown?.calls.refresh())));
