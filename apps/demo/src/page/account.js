/** Talks to this site's own server, about who is signed in. */

/**
 * @typedef {object} Member
 * @property {string} id
 * @property {string} name
 * @property {"support" | "admin"} role
 * @property {string} [tenant]
 */

/** @returns {Promise<Member | null>} */
export async function readMember() {
  return memberOf(await ask("/account"));
}

/**
 * @param {string} member
 * @returns {Promise<Member | null>}
 */
export async function signIn(member) {
  return memberOf(await ask("/sign-in", { member }));
}

/** @returns {Promise<Member | null>} */
export async function signOut() {
  return memberOf(await ask("/sign-out", {}));
}

/**
 * Asks for a made-up call that belongs to the browser with this key.
 * @param {string} jkt
 */
export async function makeSampleCall(jkt) {
  await ask("/sample-call", { jkt });
}

/**
 * @param {string} path
 * @param {object} [body]
 */
export async function ask(path, body) {
  const json = { "Content-Type": "application/json" };
  const init = body ? { method: "POST", headers: json, body: JSON.stringify(body) } : {};
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(await response.text());
  return response;
}

/**
 * @param {Response} response
 * @returns {Promise<Member | null>}
 */
async function memberOf(response) {
  return (await response.json()).member;
}
