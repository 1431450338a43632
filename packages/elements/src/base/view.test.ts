import { html } from "lit";
import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { View, type ViewHost } from "./view.ts";

class Counter extends View {
  count = 0;
  renders = 0;
  seen: string[] = [];

  protected override render() {
    this.renders += 1;
    return html`<b>${this.count}</b>`;
  }

  protected override updated(): void {
    this.seen.push(`${this.element.textContent}`);
  }
}

describe("View", () => {
  it("renders once for all changes of a task, and calls updated() with the new content", async () => {
    const view = new Counter(document.createElement("div"));
    for (view.count = 1; view.count < 3; view.count += 1) view.requestUpdate();
    equal(view.renders, 0);
    await view.updateComplete();
    equal([view.renders, view.seen], [1, ["3"]]);
  });

  it("renders again for a change made in updated()", async () => {
    class Growing extends Counter {
      protected override updated(): void {
        super.updated();
        if (this.count++ < 2) this.requestUpdate();
      }
    }
    const view = new Growing(document.createElement("div"));
    view.requestUpdate();
    await view.updateComplete();
    equal(view.seen, ["0", "1", "2"]);
  });

  it("does not render after close()", async () => {
    const view = new Counter(document.createElement("div"));
    view.requestUpdate();
    view.close();
    await view.updateComplete();
    equal(view.renders, 0);
  });

  it("tells the element around it once of an exception, and renders no more", async () => {
    class Broken extends Counter {
      protected override render(): never {
        this.renders += 1;
        throw new TypeError("planted");
      }
    }
    const view = new Broken(document.createElement("div"));
    const host: HTMLElement & ViewHost = document.createElement("div");
    const told = new Promise((resolve) => {
      host.viewBroke = (element, error) => resolve([element, `${error}`]);
    });
    view.requestUpdate();
    await view.updateComplete();
    host.attachShadow({ mode: "open" }).append(view.element);
    equal(await told, [view.element, "TypeError: planted"]);
    view.requestUpdate();
    await view.updateComplete();
    equal(view.renders, 1);
  });
});
