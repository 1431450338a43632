import type { OpenedState, State } from "@keyhole/playground";
import { ALL_STATES, SITES } from "@keyhole/playground";
import type { Page } from "playwright-core";
import type { PlaygroundWorld } from "./playground-world.ts";
import { settled } from "./settled.ts";

/** Opens a state; resolves when it is reached and nothing more is on its way. */
export async function openState(world: PlaygroundWorld, page: Page, state: State): Promise<OpenedState> {
  await page.context().setOffline(false);
  await page.unrouteAll();
  if (state.around === "no network" || state.around === "offline")
    await page.route("**/v1/**", (route) => route.abort());
  if (state.around === "no assertion") await page.route("**/keyhole-assertion*", (route) => route.abort());
  const origin = state.around === "insecure" ? world.insecureOrigin : world.origin;
  const query = new URLSearchParams({ element: state.element, ...state.query });
  await page.goto(`${origin}/state.html?${query}`);
  const element = page.locator(state.element);
  await element.getByText(state.words).first().waitFor({ state: "attached" });
  const opened = { page, element };
  if (state.around === "offline") {
    await page.context().setOffline(true);
    await element.getByRole("button", { name: "Try again" }).click();
    await element.getByText("You are offline").first().waitFor();
    // What is shown stays until somebody tries again; another language can be loaded meanwhile.
    await page.context().setOffline(false);
  }
  await state.steps?.(opened);
  await settled(page, SITES.get(state.query.site ?? "")?.silent ? 1 : 0);
  return opened;
}

/** The same for the state of a name, in a window as wide as it needs, or as told. */
export async function openNamed(
  world: PlaygroundWorld,
  page: Page,
  name: string,
  width = 1200,
): Promise<OpenedState> {
  const state = ALL_STATES.find((each) => each.name === name);
  if (!state) throw new Error(`There is no state ${name}.`);
  await page.setViewportSize({ width: state.width ?? width, height: 900 });
  return openState(world, page, state);
}
