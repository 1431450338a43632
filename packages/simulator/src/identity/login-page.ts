import type { Answer } from "../http/answer.ts";

/** A form that asks for an e-mail address, and sends it with hidden fields to the address of the page. */
export function loginPage(title: string, action: string, hidden: Readonly<Record<string, string>>): Answer {
  const fields = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const body = `<!doctype html>
<html lang="en">
<title>${escapeHtml(title)}</title>
<form method="post" action="${escapeHtml(action)}">
${fields.join("\n")}
<label>E-mail <input type="email" name="email" required></label>
<button name="decision" value="allow">Continue</button>
<button name="decision" value="deny" formnovalidate>Cancel</button>
</form>
</html>
`;
  return { status: 200, headers: { "Content-Type": "text/html; charset=utf-8" }, body };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
