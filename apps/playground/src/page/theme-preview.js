import { byId } from "./by-id.js";
import { make } from "./theme-dom.js";

/** @typedef {{ group: string, name: string, attributes: Record<string, string> }} ElementState */

/**
 * The two elements, and what they are looked at in: states, scheme, direction, language, width.
 * @param {{ list: ElementState[], call: ElementState[] }} states
 * @param {() => void} changed
 */
export function setUpPreview(states, changed) {
  const frame = byId("frame", HTMLElement);
  const list = setUpElement("keyhole-calls", "list", states.list, changed);
  const call = setUpElement("keyhole-call", "call", states.call, changed);
  choose("scheme", (value) => {
    frame.style.colorScheme = value === "auto" ? "" : value;
  });
  choose("direction", (value) => {
    frame.dir = value;
  });
  const language = choose("language", (value) => {
    frame.lang = value;
    for (const element of [list(), call()]) element.lang = value;
  });
  byId("list-state", HTMLElement).addEventListener("change", language);
  byId("call-state", HTMLElement).addEventListener("change", language);
  setUpWidth(frame);

  /** @param {string} id @param {(value: string) => void} act */
  function choose(id, act) {
    const select = byId(id, HTMLSelectElement);
    const run = () => {
      act(select.value);
      changed();
    };
    select.addEventListener("change", run);
    run();
    return run;
  }
  return { frame, list, call };
}

/**
 * A choice of states, and the element in the one that is chosen. Each time it is another element: nothing
 * of a state is left in the next.
 * @param {"keyhole-calls" | "keyhole-call"} tag
 * @param {"list" | "call"} name
 * @param {readonly ElementState[]} states
 * @param {() => void} changed
 * @returns {() => HTMLElement} the element of now
 */
function setUpElement(tag, name, states, changed) {
  const select = byId(`${name}-state`, HTMLSelectElement);
  const place = byId(`${name}-place`, HTMLElement);
  for (const group of new Set(states.map((state) => state.group))) {
    const options = states.flatMap((state, index) =>
      state.group === group ? [new Option(state.name, String(index))] : [],
    );
    const optgroup = make("optgroup", { label: group });
    optgroup.append(...options);
    select.append(optgroup);
  }
  select.value = "0";
  const observer = new MutationObserver(changed);
  /** @type {HTMLElement} */
  let element = make("div");
  const show = () => {
    const { attributes = {} } = states[Number(select.value)] ?? {};
    element = document.createElement(tag);
    for (const [key, value] of Object.entries({ broker: location.origin, ...attributes }))
      element.setAttribute(key, value);
    place.replaceChildren(element);
    observer.disconnect();
    customElements.whenDefined(tag).then(() => {
      if (element.shadowRoot) observer.observe(element.shadowRoot, { childList: true, subtree: true });
      changed();
    });
  };
  select.addEventListener("change", show);
  show();
  return () => element;
}

/** A slider and the corner of the box say the same. @param {HTMLElement} frame */
function setUpWidth(frame) {
  const slider = byId("width", HTMLInputElement);
  const shown = byId("width-shown", HTMLOutputElement);
  slider.addEventListener("input", () => {
    frame.style.inlineSize = `${slider.value}px`;
  });
  byId("width-fit", HTMLButtonElement).addEventListener("click", () => {
    frame.style.inlineSize = "";
  });
  new ResizeObserver(() => {
    const width = Math.round(frame.getBoundingClientRect().width);
    slider.value = String(width);
    shown.value = `${width} px`;
  }).observe(frame);
}
