import { html, type TemplateResult } from "lit";
import { withTexts } from "../i18n/localize.ts";
import { type Notice, type NoticeContext, renderButton } from "./render-notice.ts";
import type { SignInHost } from "./sign-in.ts";

/** Opens the window. Loaded with the notice, so that it is there when somebody clicks. */
const loadSignIn = async () => {
  loaded = await withTexts(import("./sign-in.ts"));
  return loaded;
};

let loaded: typeof import("./sign-in.ts") | undefined;

/** Whether somebody has signed in at the broker, or has tried to. */
export function signsIn(host: SignInHost): boolean {
  return Boolean(loaded?.statusOf(host));
}

/** The notice that lets somebody sign in, and says how that goes. */
export function signInNotice(host: SignInHost, context: NoticeContext, more: TemplateResult): Notice {
  const { text } = host;
  const lost = () => host.say(text("part.title"));
  const act = async () => (loaded ?? (await loadSignIn())).signIn(host, context);
  // The click tries again.
  if (!loaded) loadSignIn().catch(() => {});
  const status = loaded?.statusOf(host);
  return {
    title: text("signInRequired.title"),
    text: text(status ? `signIn.${status}` : "signInRequired.text"),
    more: html`${renderButton(text("signInNow"), () => void act().catch(lost))} ${more}`,
  };
}
