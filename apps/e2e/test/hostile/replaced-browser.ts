import { missed, type Replacement, replaced, without } from "./replacement.ts";

/** Globals that libraries wrap or replace. */
export const GLOBALS: readonly Replacement[] = [
  replaced(
    "a Promise of a library",
    `(function () {
      var Native = Promise;
      function Own(run) { var own = this; own.native = new Native(run); }
      Own.prototype.then = function (yes, no) { var next = Object.create(Own.prototype); next.native = this.native.then(yes, no); return next; };
      Own.prototype["catch"] = function (no) { return this.then(undefined, no); };
      ["resolve", "reject", "all", "race"].forEach(function (name) {
        Own[name] = function (value) { var made = Object.create(Own.prototype); made.native = Native[name](value); return made; };
      });
      window.Promise = Own;
    })();`,
  ),
  without("Promise.prototype", "finally"),
  without("Promise", "withResolvers"),
  without("Promise", "allSettled"),
  replaced(
    "Date.parse of Datejs",
    `(function () { var parse = Date.parse; Date.parse = function (text) { var ms = parse(text); return isNaN(ms) ? null : new Date(ms); }; })();`,
  ),
  replaced(
    "a Date of a test library",
    `(function () {
      var Native = Date;
      function Mock(a, b, c, d, e, f, g) { return arguments.length === 0 ? new Native(1780000000000) : arguments.length === 1 ? new Native(a) : new Native(a, b, c || 1, d || 0, e || 0, f || 0, g || 0); }
      Mock.prototype = Native.prototype; Mock.now = function () { return 1780000000000; }; Mock.parse = Native.parse; Mock.UTC = Native.UTC;
      window.Date = Mock;
    })();`,
  ),
  replaced(
    "a Date.now of seconds",
    `Date.now = function () { return Math.floor(new Date().getTime() / 1000); };`,
  ),
  replaced(
    "toISOString of json2",
    `Date.prototype.toISOString = function () { return this.getUTCFullYear() + "-" + (this.getUTCMonth() + 1) + "-" + this.getUTCDate() + "T00:00:00Z"; };`,
  ),
  missed(
    "an Intl of a polyfill",
    `Intl = { DateTimeFormat: Intl.DateTimeFormat, NumberFormat: Intl.NumberFormat, Collator: Intl.Collator };`,
  ),
  missed("no Intl", `delete window.Intl;`),
  missed(
    "NumberFormat without units",
    `(function () {
      var Native = Intl.NumberFormat;
      Intl.NumberFormat = function (tag, options) { if (options && options.style === "unit") throw new RangeError("style"); return new Native(tag, options); };
    })();`,
  ),
  { ...without("Intl", "PluralRules"), isEnough: false },
  without("Intl", "getCanonicalLocales"),
  replaced(
    "JSON.stringify of json2",
    `(function () { var stringify = JSON.stringify; JSON.stringify = function (value, replacer, space) { return stringify(value, replacer, space); }; })();`,
  ),
  missed(
    "JSON.parse that revives dates",
    `(function () { var parse = JSON.parse; JSON.parse = function (text) { return parse(text, function (name, value) { return typeof value === "string" && /^\\d{4}-\\d\\d-\\d\\dT/.test(value) ? new Date(value) : value; }); }; })();`,
  ),
  replaced(
    "a wrapped fetch",
    `(function () { var native = fetch; window.fetch = function () { return native.apply(this, arguments).then(function (answer) { return answer; }); }; })();`,
  ),
  replaced(
    "a fetch that adds headers",
    `(function () { var native = fetch; window.fetch = function (input, init) { init = Object.assign({}, init); init.headers = new Headers(init.headers); init.headers.set("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"); init.headers.set("baggage", "a=b"); return native(input, init); }; })();`,
  ),
  replaced(
    "a fetch by XMLHttpRequest",
    `window.fetch = function (url, init) {
      return new Promise(function (resolve, reject) {
        var request = new XMLHttpRequest();
        request.open(init.method || "GET", url);
        new Headers(init.headers).forEach(function (value, name) { request.setRequestHeader(name, value); });
        request.onload = function () {
          var headers = {};
          request.getAllResponseHeaders().split("\\r\\n").forEach(function (line) { var at = line.indexOf(":"); if (at > 0) headers[line.slice(0, at)] = line.slice(at + 1).trim(); });
          resolve(new Response(/^(204|304)$/.test(request.status) ? null : request.responseText, { status: request.status, headers: headers }));
        };
        request.onerror = function () { reject(new TypeError("Network request failed")); };
        request.send(init.body);
      });
    };`,
  ),
  missed("no fetch", `window.fetch = undefined;`),
  missed("no Headers", `window.Headers = undefined;`),
  replaced("a URL without canParse", `delete URL.canParse; delete URL.parse;`),
  replaced(
    "a URL of a polyfill",
    `(function () {
      var Native = URL;
      window.URL = function (url, base) { var made = base === undefined ? new Native(url) : new Native(url, base); return made; };
      URL.createObjectURL = Native.createObjectURL; URL.revokeObjectURL = Native.revokeObjectURL;
    })();`,
  ),
  replaced(
    "a URLSearchParams of a polyfill",
    `(function () {
      window.URLSearchParams = function (init) {
        var pairs = this.pairs = [];
        if (typeof init === "string") init.replace(/^\\?/, "").split("&").filter(Boolean).forEach(function (pair) { var at = pair.split("="); pairs.push([decodeURIComponent(at[0]), decodeURIComponent(at[1] || "")]); });
        else Object.keys(init || {}).forEach(function (name) { pairs.push([name, String(init[name])]); });
      };
      URLSearchParams.prototype = {
        get: function (name) { var found = this.pairs.filter(function (pair) { return pair[0] === name; })[0]; return found ? found[1] : null; },
        set: function (name, value) { this.pairs = this.pairs.filter(function (pair) { return pair[0] !== name; }); this.pairs.push([name, String(value)]); },
        append: function (name, value) { this.pairs.push([name, String(value)]); },
        has: function (name) { return this.get(name) !== null; },
        toString: function () { return this.pairs.map(function (pair) { return encodeURIComponent(pair[0]) + "=" + encodeURIComponent(pair[1]); }).join("&"); },
      };
    })();`,
  ),
  replaced(
    "a TextEncoder that returns an array",
    `window.TextEncoder = function () {}; TextEncoder.prototype.encode = function (text) { var bytes = unescape(encodeURIComponent(text)); return new Uint8Array(bytes.split("").map(function (char) { return char.charCodeAt(0); })); };`,
  ),
  missed("no TextEncoder", `window.TextEncoder = undefined;`),
  replaced(
    "no structuredClone, queueMicrotask or requestIdleCallback",
    `delete window.structuredClone; delete window.queueMicrotask; delete window.requestIdleCallback;`,
  ),
  missed(
    "an AbortController of a polyfill",
    `(function () {
      function Signal() { this.aborted = false; this.listeners = []; }
      Signal.prototype.addEventListener = function (type, call) { this.listeners.push(call); };
      Signal.prototype.removeEventListener = function (type, call) { this.listeners = this.listeners.filter(function (one) { return one !== call; }); };
      window.AbortSignal = Signal;
      window.AbortController = function () { this.signal = new Signal(); };
      AbortController.prototype.abort = function () { this.signal.aborted = true; this.signal.listeners.forEach(function (call) { call({ type: "abort" }); }); };
    })();`,
  ),
  without("AbortSignal", "any"),
  without("AbortSignal", "timeout"),
  without("AbortSignal.prototype", "throwIfAborted"),
  replaced("no crypto.randomUUID", `delete Crypto.prototype.randomUUID;`),
  replaced(
    "a randomUUID that throws",
    `Crypto.prototype.randomUUID = function () { throw new Error("planted"); };`,
  ),
  missed("no crypto.subtle", `Object.defineProperty(crypto, "subtle", { value: undefined });`),
  replaced("no indexedDB", `Object.defineProperty(window, "indexedDB", { value: undefined });`),
  replaced(
    "an indexedDB that throws",
    `IDBFactory.prototype.open = function () { throw new DOMException("planted", "SecurityError"); };`,
  ),
  replaced("no BroadcastChannel", `delete window.BroadcastChannel;`),
  missed("no ResizeObserver", `delete window.ResizeObserver;`),
  replaced("no IntersectionObserver", `delete window.IntersectionObserver;`),
  missed("no MutationObserver", `window.MutationObserver = undefined;`),
  replaced(
    "a requestAnimationFrame that takes its time",
    `window.requestAnimationFrame = function (call) { return setTimeout(function () { call(Date.now()); }, 50); };`,
  ),
  replaced(
    "a setTimeout that returns an object",
    `(function () { var native = setTimeout, clear = clearTimeout; window.setTimeout = function (call, ms) { return { id: native(call, ms) }; }; window.clearTimeout = function (timer) { if (timer) clear(timer.id); }; })();`,
  ),
  replaced("no matchMedia", `window.matchMedia = undefined;`),
  replaced("no reportError", `delete window.reportError;`),
  replaced("no Navigation API", `delete window.navigation;`),
  replaced("no checkVisibility", `delete Element.prototype.checkVisibility;`),
  replaced(
    "no findLast",
    `delete Array.prototype.findLast; delete Array.prototype.findLastIndex; delete Array.prototype.at; delete String.prototype.at;`,
  ),
  missed("no replaceChildren", `delete Element.prototype.replaceChildren;`),
  without("Object", "hasOwn"),
  replaced("no media session", `delete Navigator.prototype.mediaSession;`),
];

/** Elements and documents that libraries have changed. */
export const DOCUMENTS: readonly Replacement[] = [
  replaced(
    "a closest of a polyfill",
    `Element.prototype.closest = function (selector) { var one = this; do { if (one.matches(selector)) return one; one = one.parentElement || one.parentNode; } while (one !== null && one.nodeType === 1); return null; };`,
  ),
  replaced(
    "remove, append and prepend of a polyfill",
    `Element.prototype.remove = function () { if (this.parentNode !== null) this.parentNode.removeChild(this); };
    Element.prototype.append = DocumentFragment.prototype.append = function () { var parent = this; [].slice.call(arguments).forEach(function (one) { parent.appendChild(one instanceof Node ? one : document.createTextNode(String(one))); }); };`,
  ),
  missed("a closest that finds nothing", `Element.prototype.closest = function () { return null; };`),
  replaced(
    "a querySelectorAll that returns an array",
    `(function () { var native = Element.prototype.querySelectorAll; Element.prototype.querySelectorAll = function (selector) { return [].slice.call(native.call(this, selector)); }; })();`,
  ),
  replaced(
    "a matches of a library",
    `Element.prototype.matches = Element.prototype.webkitMatchesSelector || Element.prototype.matches;`,
  ),
  replaced(
    "a define that is wrapped",
    `(function () { var define = customElements.define; customElements.define = function (name, element, options) { return define.call(customElements, name, element, options); }; })();`,
  ),
  replaced(
    "a registry of a polyfill",
    `(function () { var native = customElements; Object.defineProperty(window, "customElements", { value: { define: native.define.bind(native), get: native.get.bind(native), whenDefined: native.whenDefined.bind(native) } }); })();`,
  ),
  replaced(
    "an addEventListener that is wrapped",
    `(function () { var add = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function (type, call, options) { return add.call(this || window, type, call, options); }; })();`,
  ),
  replaced(
    "an addEventListener that calls functions alone",
    `(function () {
      var add = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (type, call, options) { return add.call(this || window, type, function (event) { if (typeof call === "function") return call.call(this, event); }, options); };
    })();`,
  ),
  replaced(
    "an addEventListener that refuses objects",
    `(function () {
      var add = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (type, call, options) { if (typeof call !== "function") throw new TypeError("planted"); return add.call(this || window, type, call, options); };
    })();`,
  ),
  missed(
    "an addEventListener that listens to nothing",
    `EventTarget.prototype.addEventListener = (function (add) { return function (type, call, options) { if (this === window || this === document) add.call(this, type, call, options); }; })(EventTarget.prototype.addEventListener);`,
  ),
  missed(
    "a define that throws",
    `CustomElementRegistry.prototype.define = function () { throw new TypeError("planted"); };`,
  ),
  missed("a define that does nothing", `CustomElementRegistry.prototype.define = function () {};`),
  missed("no custom elements", `Object.defineProperty(window, "customElements", { value: undefined });`),
  missed("no attachShadow", `delete Element.prototype.attachShadow;`),
  missed(
    "an attachShadow that throws",
    `Element.prototype.attachShadow = function () { throw new DOMException("planted", "NotSupportedError"); };`,
  ),
  missed("an attachShadow that returns nothing", `Element.prototype.attachShadow = function () {};`),
  replaced(
    "an attachShadow that is open",
    `(function () { var attach = Element.prototype.attachShadow; Element.prototype.attachShadow = function (init) { return attach.call(this, Object.assign({}, init, { mode: "open" })); }; })();`,
  ),
  missed(
    "no adopted style sheets",
    `delete Document.prototype.adoptedStyleSheets; delete ShadowRoot.prototype.adoptedStyleSheets;`,
  ),
  missed(
    "no constructable style sheets",
    `delete CSSStyleSheet.prototype.replaceSync; delete CSSStyleSheet.prototype.replace;`,
  ),
  missed(
    "a createTreeWalker that throws",
    `Document.prototype.createTreeWalker = function () { throw new TypeError("planted"); };`,
  ),
  replaced(
    "an importNode of a polyfill",
    `(function () { var native = Document.prototype.importNode; Document.prototype.importNode = function (node, deep) { return native.call(this, node, !!deep); }; })();`,
  ),
  replaced(
    "an Event of a polyfill",
    `(function () { var Native = Event; window.CustomEvent = function (type, init) { init = init || {}; var event = document.createEvent("CustomEvent"); event.initCustomEvent(type, init.bubbles, init.cancelable, init.detail); return event; }; window.CustomEvent.prototype = Native.prototype; })();`,
  ),
  replaced(
    "a classList of a library",
    `DOMTokenList.prototype.add = (function (add) { return function () { for (var place = 0; place < arguments.length; place++) add.call(this, arguments[place]); }; })(DOMTokenList.prototype.add);`,
  ),
  replaced(
    "a localStorage that throws",
    `Object.defineProperty(window, "localStorage", { get: function () { throw new DOMException("planted", "SecurityError"); } });`,
  ),
  replaced("a console that is silent", `window.console = {};`),
  replaced(
    "a trustedTypes that refuses",
    `if (window.trustedTypes) TrustedTypePolicyFactory.prototype.createPolicy = function () { throw new TypeError("planted"); };`,
  ),
];
