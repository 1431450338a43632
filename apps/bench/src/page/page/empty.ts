/** An element that shows a line at once. */
customElements.define(
  "empty-element",
  class extends HTMLElement {
    connectedCallback() {
      this.attachShadow({ mode: "open" }).innerHTML = "<p>Empty</p>";
    }
  },
);
