/**
 * What the page says for each viewer.
 * @typedef {object} Case
 * @property {"member" | "visitor" | "public"} embed
 * @property {string} title
 * @property {string} lead
 * @property {string} why
 */

const ASSERTION =
  "This site’s server signs who is looking; the page’s key is named in it, so that nobody else can use it.";

/**
 * @param {string} viewer
 * @param {import("./account.js").Member | null} member
 * @returns {Case}
 */
export function caseOf(viewer, member) {
  if (viewer === "visitor") {
    return {
      embed: "visitor",
      title: "Your calls",
      lead: "The calls that you made from this browser. Nobody else on the web can list them.",
      why: "A visitor is known by a key pair that was made in this browser and cannot leave it. Calls are stamped with its thumbprint when they are made.",
    };
  }
  if (viewer === "public") {
    return {
      embed: "public",
      title: "The public line",
      lead: "Calls of our reception agent, open to anybody who has this page.",
      why: 'The owner has opened the rows of one agent with rows: "public". Everything else stays closed.',
    };
  }
  const title = "Support desk";
  if (!member) return { embed: "member", title, lead: "Choose who is looking to sign in.", why: ASSERTION };
  if (member.role === "admin") {
    return {
      embed: "member",
      title,
      lead: "Every call of every tenant; the tenant stands at the end of the row.",
      why: `${ASSERTION} The role admin gets all rows.`,
    };
  }
  return {
    embed: "member",
    title,
    lead: `The calls of ${member.tenant}, and no others.`,
    why: `${ASSERTION} The role support gets the rows whose tenant is ${member.tenant}.`,
  };
}
