import type { OpenedState, State } from "@keyhole/playground";
import { ALL_STATES, SITES } from "@keyhole/playground";
import type { Page } from "playwright-core";
import type { PlaygroundWorld } from "./playground-world.ts";
import { forgetRequests, settled } from "./settled.ts";

/** Origins of the documents in which another state can follow: nothing around them is wrong, nothing waits for ever. */
const lasting = new WeakMap<Page, string>();

/**
 * Opens a state; resolves when it is reached and nothing more is on its way. With `keepDocument` it follows another in
 * the document that is open, where that can be: that costs a third, and all files of the elements may be loaded already.
 */
export async function openState(
  world: PlaygroundWorld,
  page: Page,
  state: State,
  { keepDocument = false } = {},
): Promise<OpenedState> {
  await page.context().setOffline(false);
  await page.unrouteAll();
  if (state.around === "no network" || state.around === "offline")
    await page.route("**/v1/**", (route) => route.abort());
  if (state.around === "no assertion") await page.route("**/keyhole-assertion*", (route) => route.abort());
  const origin = state.around === "insecure" ? world.insecureOrigin : world.origin;
  const query = new URLSearchParams({ element: state.element, ...state.query });
  if (keepDocument && state.around === undefined && lasting.get(page) === origin)
    await showInstead(page, `?${query}`);
  else await page.goto(`${origin}/state.html?${query}`);
  lasting.delete(page);
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
  // What is never answered holds a connection, and a browser has few for one origin.
  const isSilent = SITES.get(state.query.site ?? "")?.silent !== undefined;
  await settled(page, isSilent ? 1 : 0);
  if (state.around === undefined && !isSilent) lasting.set(page, origin);
  return opened;
}

async function showInstead(page: Page, search: string): Promise<void> {
  forgetRequests(page);
  await page.evaluate((search) => {
    history.replaceState(null, "", search);
    dispatchEvent(new Event("show-state"));
  }, search);
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
