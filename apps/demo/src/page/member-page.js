import { readMember, signIn, signOut } from "./account.js";
import { byId } from "./elements.js";

/** @typedef {import("./elements.js").KeyholeCalls} KeyholeCalls */

const signInButton = byId("sign-in", HTMLButtonElement);
const signOutButton = byId("sign-out", HTMLButtonElement);
const trouble = byId("trouble", HTMLElement);

/** @returns {KeyholeCalls} */
function list() {
  return /** @type {KeyholeCalls} */ (document.querySelector("keyhole-calls"));
}

/** @param {import("./account.js").Member | null} member */
function describe(member) {
  byId("account-name", HTMLElement).textContent = member ? `Signed in as ${member.name}` : "Not signed in";
  signInButton.hidden = member !== null;
  signOutButton.hidden = member === null;
}

/** @param {() => Promise<void>} work */
async function told(work) {
  try {
    await work();
    trouble.hidden = true;
  } catch (error) {
    trouble.textContent = `That did not work: ${error instanceof Error ? error.message : error}`;
    trouble.hidden = false;
  }
}

signInButton.addEventListener("click", () =>
  told(async () => {
    describe(await signIn("ines"));
    await list().signIn();
  }),
);

signOutButton.addEventListener("click", () =>
  told(async () => {
    await list().signOut();
    describe(await signOut());
  }),
);

told(async () => describe(await readMember()));
