import { html, nothing, type TemplateResult } from "lit";
import { LazyModule } from "../base/lazy-module.ts";
import { box } from "../base/styles/box.styles.ts";
import { notice } from "../base/styles/notice.styles.ts";
import { tokens } from "../base/styles/tokens.styles.ts";
import { LazyElement } from "../core/lazy-element.ts";
import { SiteElement } from "../core/site-element.ts";
import { withTexts } from "../i18n/localize.ts";
import type { Tool } from "./model/talk-state.ts";
import type { OpenStore, TalkHost } from "./panel/talk-host.ts";
import type { TalkController } from "./talk-controller.ts";

type TalkModule = typeof import("./index.ts");

const loadTalk = (): Promise<TalkModule> => withTexts(import("./index.ts"));

/**
 * A button with which a viewer starts a call with a voice agent, and the call itself: transcript, microphone, what the
 * agent does, time left, and why it ended.
 *
 * Until the viewer presses the button, the element sends no request, loads no part of a call and asks for no microphone.
 *
 * @keyboard Escape - Folds a floating call away, which goes on, or closes what is shown before and after a call.
 *
 * @slot header - Content above all.
 * @slot idle - Content above the button, before a call.
 * @slot start - Replaces the words on the button.
 * @slot turnstile - Where Cloudflare Turnstile draws its challenge, if the site has one. The element adds a box there; add your own to style it.
 * @slot error - Replaces the notice for an error.
 *
 * @fires {KeyholeReadyEvent} keyhole-ready - The broker has said what the viewer may start; once for each viewer.
 * @fires {KeyholeTalkStartEvent} keyhole-talk-start - The broker has made a call.
 * @fires {KeyholeTalkJoinEvent} keyhole-talk-join - The viewer is in the call.
 * @fires {KeyholeTalkStateEvent} keyhole-talk-state - The agent listens, thinks or speaks.
 * @fires {KeyholeTalkTurnEvent} keyhole-talk-turn - A turn has begun or ended; carries the speaker, never the words.
 * @fires {KeyholeTalkEndEvent} keyhole-talk-end - The call has ended; carries the reason.
 * @fires {KeyholeTalkFailEvent} keyhole-talk-fail - No call came about; carries a code.
 * @fires {KeyholeOpenRequestEvent} keyhole-open-request - The viewer wants to see the call that has ended; a list of the same session in the document opens it, unless the host prevents the event.
 * @fires {KeyholeSignOutEvent} keyhole-sign-out - The token, the key and what was said were dropped.
 * @fires {KeyholeErrorEvent} keyhole-error - Something failed; carries the kind, the code and the request id.
 *
 * @csspart box - The frame around the whole element.
 * @csspart body - The content of the frame.
 * @csspart talk - The button, or the call.
 * @csspart idle - What is shown before the button is pressed.
 * @csspart start-button - The button that starts a call.
 * @csspart start-words - The words on that button.
 * @csspart bubble - The button of a floating element, and of a call that is folded away.
 * @csspart bubble-text - The words on that button.
 * @csspart panel - A call, and what is shown before and after it.
 * @csspart panel-head - The line at the top of a call.
 * @csspart panel-title - The name of the agent.
 * @csspart tool - A small button at the top of a call.
 * @csspart form - What the viewer chooses before a call.
 * @csspart field - A single field: its label and its field.
 * @csspart field-label - The label of a field.
 * @csspart select - A field for an agent, a microphone or a loudspeaker.
 * @csspart consent - The text that the viewer agrees to.
 * @csspart consent-title - The title of that text.
 * @csspart challenge - The box around a challenge.
 * @csspart challenge-text - The words below a challenge.
 * @csspart note - What the microphone is used for.
 * @csspart actions - The buttons below a text.
 * @csspart progress - What happens while a call is being started.
 * @csspart progress-title - What is being done.
 * @csspart progress-text - What the viewer can do meanwhile.
 * @csspart spinner - The sign that something is being done.
 * @csspart status - The line with the agent's state and the time left.
 * @csspart state - What the agent does; also `listening`, `thinking`, `speaking`, `idle` or `reconnecting`.
 * @csspart time-left - The time left.
 * @csspart meter - How loud it is.
 * @csspart meter-bar - A bar of the meter.
 * @csspart transcript - The transcript.
 * @csspart log - The turns that have ended.
 * @csspart turn - A turn; also `user` or `agent`.
 * @csspart speaker - Who speaks.
 * @csspart said - The words of a turn.
 * @csspart quiet - The words of a transcript without turns.
 * @csspart newest - The button that goes to the newest words.
 * @csspart message - The line for a message.
 * @csspart message-field - The field for a message.
 * @csspart message-error - Why a message was not sent.
 * @csspart controls - The buttons of a call.
 * @csspart control - A button of a call.
 * @csspart control-label - The words of a button of a call.
 * @csspart hang-up - The button that ends a call.
 * @csspart devices - The choice of microphone and loudspeaker.
 * @csspart devices-title - The line that unfolds that choice.
 * @csspart device-error - Why another microphone could not be used.
 * @csspart notice - The notice in place of a call: why it ended, or an error.
 * @csspart notice-title - The title of a notice.
 * @csspart notice-text - The text of a notice.
 * @csspart icon - The picture of a notice.
 * @csspart button - A button.
 * @csspart notice-detail - What the broker says to a developer, on localhost alone.
 * @csspart notice-more - The request id and the help link below a notice.
 * @csspart request-id - The broker's request id of an error, with its copy button.
 * @csspart request-id-value - The request id itself.
 * @csspart copy - The button that copies a request id.
 * @csspart help - The link to the page about an error.
 * @csspart find-out - The button that finds out why calls cannot be started.
 * @csspart diagnosis - The dialog with the reasons.
 * @csspart diagnosis-body - The content of that dialog.
 * @csspart diagnosis-title - The title of that dialog.
 * @csspart diagnosis-status - How many checks failed.
 * @csspart checks - The list of checks.
 * @csspart check - A check: its name, its verdict, and what to do.
 * @csspart check-name - The name of a check.
 * @csspart check-verdict - The verdict of a check.
 * @csspart check-fix - What to do about a check that failed.
 *
 * @cssprop --keyhole-talk-block-size - Maximum height of the element, by default none.
 * @cssprop --keyhole-talk-offset - Distance of a floating element from the corner of the window.
 * @cssprop --keyhole-talk-inline-size - Width of a floating call.
 * @cssprop --keyhole-color-scheme - `light` or `dark` for this element alone; by default the page's color
 *   scheme.
 * @cssprop --keyhole-surface - Background of the element.
 * @cssprop --keyhole-subtle - Background of hovered buttons and of turns of the agent.
 * @cssprop --keyhole-selected - Background of turns of the viewer.
 * @cssprop --keyhole-text - Color of text.
 * @cssprop --keyhole-muted - Color of secondary text.
 * @cssprop --keyhole-border - Color of dividing lines.
 * @cssprop --keyhole-control-border - Color of the edges of fields and buttons; 3:1 against the background.
 * @cssprop --keyhole-accent - Color of the start button, focus rings and pressed buttons.
 * @cssprop --keyhole-on-accent - Color of text and pictures on the accent and on the button that hangs up.
 * @cssprop --keyhole-link - Color of links.
 * @cssprop --keyhole-ended - Color of the status "ended".
 * @cssprop --keyhole-active - Color of what is going on.
 * @cssprop --keyhole-waiting - Color of what waits.
 * @cssprop --keyhole-unjoined - Color of the status "not joined".
 * @cssprop --keyhole-caution - Color of a connection that is lost.
 * @cssprop --keyhole-danger - Color of errors, and of the button that hangs up.
 * @cssprop --keyhole-caller - Color of what the viewer says.
 * @cssprop --keyhole-agent - Color of what the agent says.
 * @cssprop --keyhole-font-family - Font of all text.
 * @cssprop --keyhole-font-family-mono - Font of request ids.
 * @cssprop --keyhole-font-size - Size of text; all other sizes are relative to it.
 * @cssprop --keyhole-font-size-small - Size of labels and notes.
 * @cssprop --keyhole-font-size-heading - Size of titles.
 * @cssprop --keyhole-font-weight - Weight of text.
 * @cssprop --keyhole-font-weight-strong - Weight of titles and buttons.
 * @cssprop --keyhole-line-height - Height of a line of text.
 * @cssprop --keyhole-space - Inline padding; block padding is relative to it.
 * @cssprop --keyhole-density - Factor for block padding, buttons and fields: 1 is comfortable, 0.6 compact. No
 *   target gets smaller than 24px.
 * @cssprop --keyhole-control-size - Height of buttons and fields; 44px for touch input.
 * @cssprop --keyhole-radius - Corner radius of the frame.
 * @cssprop --keyhole-radius-control - Corner radius of buttons and fields.
 * @cssprop --keyhole-border-width - Width of lines and edges.
 * @cssprop --keyhole-shadow - Shadow of a floating element, as `box-shadow`.
 * @cssprop --keyhole-focus - Focus ring, as `outline`.
 * @cssprop --keyhole-focus-offset - Distance of the focus ring, as `outline-offset`; negative values draw it inside.
 * @cssprop --keyhole-duration - Duration of one beat of an animation; 0s disables animations.
 */
export class KeyholeTalk extends LazyElement<TalkController> implements TalkHost {
  static override readonly styles = [box, notice, tokens("talk", "none")];
  static override readonly properties = {
    ...SiteElement.properties,
    agent: {},
    layout: {},
    medium: {},
    variables: { attribute: false },
    metadata: { attribute: false },
  };

  /** Id of the agent to talk to. Default: the viewer chooses where the site allows several. */
  agent: string | null = null;
  /** `button`, which opens a call in its place; `panel`, a frame that is always there; `floating`, in a corner of the window. Default: `button`. */
  layout: string | null = null;
  /** `voice` or `text`: how the agent answers at first. Default: the first that the site lists for the agent. */
  medium: string | null = null;
  /** Template variables of the agent, those that the site allows. */
  variables: Readonly<Record<string, string>> | null = null;
  /** Metadata of the call, under keys that the site allows. */
  metadata: Readonly<Record<string, string>> | null = null;

  /** @internal */
  readonly tools = new Map<string, Tool>();
  protected readonly openStore: OpenStore | null = null;
  protected override readonly module = new LazyModule<TalkModule>(this, loadTalk, true);

  /** Does what a press of the button does. Browsers want one before sound is played: call it in a click. */
  async start(): Promise<void> {
    await this.updateComplete;
    await this.loadContent();
    await this.content?.press();
  }

  /** Ends the call, or the way to it. */
  async hangUp(): Promise<void> {
    await this.updateComplete;
    this.content?.hangUp();
  }

  /** Sets the function that runs a client tool of the agent, which gets what it returns. Without one, the tool is removed. */
  registerTool(name: string, tool?: Tool): void {
    this.tools[tool ? "set" : "delete"](name, tool as Tool);
    this.content?.registerTool(name, tool ?? null);
  }

  protected override placeholder(): TemplateResult | typeof nothing {
    // What floats takes no place in the page.
    return this.layout === "floating"
      ? nothing
      : html`<div part="idle"><button class="button" part="start-button" @click=${() => this.start()}>${this.text("talk.start")}</button></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-talk": KeyholeTalk;
  }
}
