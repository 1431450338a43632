import type { ElementContent } from "../core/lazy-element.ts";
import type { Session } from "../session/index.ts";
import { CallController, type CallElement } from "./call-controller.ts";

interface Host extends CallElement {
  readonly callId: string | null;
}

/** Keeps the call of `<keyhole-call>` open: for another `call-id`, another viewer, and after a failure. */
export class CallElementController implements ElementContent {
  readonly pane: CallController;
  readonly #host: Host;
  #unsubscribe: (() => void) | null = null;
  #epoch = -1;
  #status: Session["state"]["status"] = "idle";

  constructor(host: Host) {
    this.#host = host;
    this.pane = new CallController(host);
  }

  /** Opens the call, unless it is open. */
  start(session: Session): void {
    try {
      this.#unsubscribe ??= session.subscribe(() => this.#sessionChanged());
      if (this.pane.id !== this.#host.callId) this.#open();
    } catch (error) {
      this.#host.broke(error);
    }
  }

  get view(): CallController["view"] {
    return this.pane.view;
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.pane.close();
  }

  retry(): void {
    const { session } = this.#host;
    if (session?.state.status === "signed-out") session.signIn();
    else this.#open();
  }

  #open(): void {
    const { session, callId } = this.#host;
    if (!session || !callId) return;
    this.#epoch = session.epoch;
    this.#status = session.state.status;
    if (this.#status === "signed-out") this.#sessionChanged();
    else void this.pane.open(session, `${callId}`, null, { close: null });
  }

  /** Reopens the call for another viewer, and closes it on sign-out. */
  #sessionChanged(): void {
    const { epoch, state } = this.#host.session ?? {};
    const before = this.#status;
    if (!state || epoch === undefined) return;
    this.#host.requestUpdate();
    this.#status = state.status;
    if (state.status === "signed-out") {
      this.pane.close();
      this.#host.signedOut(before);
    } else if (
      epoch !== this.#epoch ||
      before === "signed-out" ||
      (before === "failed" && state.status === "ready")
    ) {
      this.#open();
    }
  }
}
