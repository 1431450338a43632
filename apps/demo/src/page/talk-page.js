/** @typedef {import("./elements.js").KeyholeCalls} KeyholeCalls */

// The list polls by itself. A viewer who has just hung up need not wait for that.
document.addEventListener("keyhole-talk-end", () => {
  const list = /** @type {KeyholeCalls} */ (document.querySelector("keyhole-calls"));
  void list.refresh();
});
