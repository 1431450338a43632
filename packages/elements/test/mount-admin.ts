import { KeyholeAdmin } from "../src/admin/keyhole-admin.ts";
import { type AdminAnswers, adminFetch } from "./admin-answers.ts";
import { FakeClock } from "./fake-clock.ts";
import { pseudoTexts } from "./pseudo.ts";

/** The owner's page with answers of the test's making, in pseudo-language. */
export class TestAdmin extends KeyholeAdmin {
  override clock = new FakeClock();
  override texts = pseudoTexts;
  override save = () => {};
  /** The test runner hears the window's own. */
  override leaving = new EventTarget();

  get renderRoot(): HTMLElement | DocumentFragment {
    return this.shadowRoot ?? this;
  }
}
customElements.define("test-admin", TestAdmin);

/** Puts the owner's page on the page, in a box of its own. */
export function mountAdmin(answers: AdminAnswers): TestAdmin {
  const element = new TestAdmin();
  element.fetch = adminFetch(answers);
  const box = document.createElement("div");
  box.className = "mounted";
  box.style.inlineSize = "1000px";
  box.append(element);
  document.body.append(box);
  return element;
}
