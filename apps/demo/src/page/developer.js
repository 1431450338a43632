import { ask } from "./account.js";
import { byId } from "./elements.js";

/**
 * Lets a developer make the simulated API misbehave, to see what the elements do then.
 * @param {() => void} changed
 */
export async function setUpDeveloperPanel(changed) {
  const select = byId("scenario", HTMLSelectElement);
  const text = byId("scenario-text", HTMLElement);
  /** @type {{ scenario: string, scenarios: Record<string, string> }} */
  const { scenario, scenarios } = await (await ask("/developer/scenarios")).json();
  select.replaceChildren(...Object.keys(scenarios).map((name) => new Option(name, name)));
  const describe = () => {
    text.textContent = scenarios[select.value] ?? "";
  };
  select.value = scenario;
  describe();
  select.addEventListener("change", async () => {
    describe();
    await ask("/developer/scenarios", { name: select.value });
    changed();
  });
}
