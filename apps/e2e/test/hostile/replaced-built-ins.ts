/** What pages replace or add before the elements load: the words of old libraries, polyfills and habits. */
export interface Replacement {
  name: string;
  /** Runs before the elements' script. */
  script: string;
  /** False where nothing can be shown without what is missing. A notice and an event say so. */
  isEnough?: false;
}

const replaced = (name: string, script: string): Replacement => ({ name, script });
const missed = (name: string, script: string): Replacement => ({ name, script, isEnough: false });

/** Removes a member as a browser would that never had it. */
const without = (owner: string, member: string): Replacement =>
  replaced(`no ${owner}.${member}`, `delete ${owner}.${member}`);

/** Statics and prototypes of old libraries, to the letter where that matters. */
const LIBRARIES: readonly Replacement[] = [
  replaced(
    "Array.from of Prototype.js",
    `Array.from = function (iterable) {
      if (!iterable) return [];
      if ("toArray" in Object(iterable)) return iterable.toArray();
      var length = iterable.length || 0, results = new Array(length);
      while (length--) results[length] = iterable[length];
      return results;
    };`,
  ),
  replaced(
    "Array.from of MooTools",
    `Array.from = function (item) {
      if (item == null) return [];
      return typeof item === "object" && "length" in item ? Array.prototype.slice.call(item) : [item];
    };`,
  ),
  replaced(
    "toJSON of Prototype.js",
    `Array.prototype.toJSON = function () { return "[" + this.map(function (one) { return JSON.stringify(one); }).join(", ") + "]"; };
    String.prototype.toJSON = function () { return '"' + this + '"'; };
    Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"'; };
    Object.prototype.toJSON = function () { return "{}"; };`,
  ),
  replaced(
    "enumerables of Prototype.js",
    `Object.assign(Array.prototype, {
      entries: function () { return this.slice(); },
      toArray: function () { return this.slice(); },
      include: function (one) { return this.indexOf(one) >= 0; },
      detect: Array.prototype.find,
      each: function (iterator) { this.forEach(iterator); return this; },
      first: function () { return this[0]; },
      last: function () { return this[this.length - 1]; },
      clear: function () { this.length = 0; return this; },
      without: function () { return this; },
      clone: function () { return this.slice(); },
      size: function () { return this.length; },
      reverse: function (inline) {
        var copy = this.slice(), length = copy.length;
        for (var place = 0; place < length; place++) copy[length - 1 - place] = this[place];
        if (inline !== false) for (place = 0; place < length; place++) this[place] = copy[place];
        return inline === false ? copy : this;
      },
    });`,
  ),
  replaced(
    "element methods of Prototype.js",
    `Object.assign(Element.prototype, {
      remove: function () { if (this.parentNode) this.parentNode.removeChild(this); return this; },
      update: function (content) { this.innerHTML = content; return this; },
      show: function () { this.style.display = ""; return this; },
      hide: function () { this.style.display = "none"; return this; },
      toggle: function () { return this; },
      insert: function () { return this; },
      replace: function () { return this; },
      wrap: function () { return this; },
      clone: function () { return this.cloneNode(true); },
      select: function (selector) { return [].slice.call(this.querySelectorAll(selector)); },
      scrollTo: function () { window.scrollTo(0, 0); return this; },
      next: function () { return this.nextElementSibling; },
      previous: function () { return this.previousElementSibling; },
      visible: function () { return true; },
      empty: function () { return this.innerHTML === ""; },
      match: function (selector) { return this.matches(selector); },
      identify: function () { return this.id || (this.id = "anonymous"); },
      getHeight: function () { return this.offsetHeight; },
      absolutize: function () { return this; },
    });`,
  ),
  replaced(
    "bind of Prototype.js",
    `Function.prototype.bind = function (context) {
      if (arguments.length < 2 && context === undefined) return this;
      var method = this, bound = [].slice.call(arguments, 1);
      return function () { return method.apply(context, bound.concat([].slice.call(arguments))); };
    };`,
  ),
  replaced(
    "a bind without arguments",
    `Function.prototype.bind = function (context) { var method = this; return function () { return method.apply(context, arguments); }; };`,
  ),
  missed(
    "endsWith with a pattern",
    `String.prototype.endsWith = function (end) { return new RegExp(end + "$").test(this); };`,
  ),
  replaced(
    "startsWith with a pattern",
    `String.prototype.startsWith = function (start) { return new RegExp("^" + start).test(this); };`,
  ),
  replaced(
    "includes with a pattern",
    `String.prototype.includes = function (part) { return new RegExp(part).test(this); };`,
  ),
  replaced(
    "contains of MooTools",
    `String.prototype.contains = String.prototype.includes; Array.prototype.contains = Array.prototype.includes;`,
  ),
  replaced(
    "a trim that takes no place",
    `String.prototype.trim = function () { return this.replace(/^\\s+|\\s+$/g, "") + ""; };`,
  ),
  replaced(
    "padStart that returns nothing",
    `String.prototype.padStart = function () {}; String.prototype.padEnd = function () {};`,
  ),
  replaced(
    "replaceAll with a pattern",
    `String.prototype.replaceAll = function (part, by) { return this.replace(new RegExp(part, "g"), by); };`,
  ),
  replaced(
    "a format on strings",
    `String.prototype.format = function () { return this; }; String.prototype.repeat = function (n) { return n < 1 ? "" : new Array(n + 1).join(this); };`,
  ),
];

/** Members that pages add to what every object inherits. */
const ADDED: readonly Replacement[] = [
  replaced(
    "members of Object.prototype",
    `Object.prototype.extend = function () {}; Object.prototype.foo = "bar"; Object.prototype.each = function () {};`,
  ),
  replaced(
    "an enumerable value on Object.prototype",
    `Object.prototype.headers = { "X-Page": "1" }; Object.prototype.body = undefined; Object.prototype.passive = true;`,
  ),
  replaced(
    "members of Array.prototype",
    `Array.prototype.remove = function () { return this; }; Array.prototype.insert = function () {}; Array.prototype.max = 1;`,
  ),
  replaced(
    "members of Function.prototype",
    `Function.prototype.method = function () { return this; }; Function.prototype.extend = function () { return this; };`,
  ),
  replaced(
    "members of String.prototype",
    `String.prototype.empty = function () { return !this.length; }; String.prototype.capitalize = function () { return this; };`,
  ),
];

/** Iteration that an old polyfill has replaced. */
const ITERATORS: readonly Replacement[] = [
  replaced(
    "an array iterator of a polyfill",
    `Array.prototype[Symbol.iterator] = Array.prototype.values = function () {
      var array = this, place = 0;
      return { next: function () { return place < array.length ? { done: false, value: array[place++] } : { done: true, value: undefined }; } };
    };`,
  ),
  missed("arrays that cannot be iterated", `delete Array.prototype[Symbol.iterator];`),
  missed(
    "node lists that cannot be iterated",
    `delete NodeList.prototype[Symbol.iterator]; delete HTMLCollection.prototype[Symbol.iterator]; delete NamedNodeMap.prototype[Symbol.iterator]; delete NodeList.prototype.forEach;`,
  ),
  missed(
    "a Map without iteration",
    `(function () {
      var NativeMap = Map;
      function OldMap(entries) { this.map = new NativeMap(entries); }
      ["get", "has", "set", "delete", "clear", "forEach"].forEach(function (name) {
        OldMap.prototype[name] = function () { return NativeMap.prototype[name].apply(this.map, arguments); };
      });
      Object.defineProperty(OldMap.prototype, "size", { get: function () { return this.map.size; } });
      window.Map = OldMap;
    })();`,
  ),
  missed(
    "a Set of es6-shim's time",
    `(function () {
      var NativeSet = Set;
      function OldSet(items) { this.list = []; var set = this; if (items) [].slice.call(items).forEach(function (one) { set.add(one); }); }
      OldSet.prototype = {
        add: function (one) { if (!this.has(one)) this.list.push(one); return this; },
        has: function (one) { return this.list.indexOf(one) >= 0; },
        "delete": function (one) { var at = this.list.indexOf(one); if (at >= 0) this.list.splice(at, 1); return at >= 0; },
        clear: function () { this.list = []; },
        forEach: function (call) { this.list.forEach(function (one) { call(one, one); }); },
      };
      Object.defineProperty(OldSet.prototype, "size", { get: function () { return this.list.length; } });
      window.Set = OldSet;
    })();`,
  ),
  missed(
    "a WeakMap that marks its keys",
    `(function () {
      var count = 0;
      window.WeakMap = function (entries) { this.name = "__weak" + count++; };
      WeakMap.prototype = {
        get: function (key) { var entry = key[this.name]; return entry && entry[0] === key ? entry[1] : undefined; },
        has: function (key) { var entry = key[this.name]; return !!entry && entry[0] === key; },
        set: function (key, value) { Object.defineProperty(key, this.name, { value: [key, value], writable: true, configurable: true }); return this; },
        "delete": function (key) { delete key[this.name]; return true; },
      };
    })();`,
  ),
  replaced(
    "Array.isArray by length",
    `Array.isArray = function (one) { return !!one && typeof one === "object" && "length" in one; };`,
  ),
  replaced(
    "array methods without holes",
    `Array.prototype.map = function (call, self) { var made = []; for (var place = 0; place < this.length; place++) made.push(call.call(self, this[place], place, this)); return made; };
    Array.prototype.filter = function (call, self) { var made = []; for (var place = 0; place < this.length; place++) if (call.call(self, this[place], place, this)) made.push(this[place]); return made; };
    Array.prototype.forEach = function (call, self) { for (var place = 0; place < this.length; place++) call.call(self, this[place], place, this); };
    Array.prototype.indexOf = function (one) { for (var place = 0; place < this.length; place++) if (this[place] === one) return place; return -1; };`,
  ),
  replaced(
    "an includes with ==",
    `Array.prototype.includes = function (one) { for (var place = 0; place < this.length; place++) if (this[place] == one) return true; return false; };`,
  ),
  missed("a find that throws", `Array.prototype.find = function () { throw new TypeError("planted"); };`),
  missed("a map that returns nothing", `Array.prototype.map = function () { return []; };`),
  missed("a flatMap that returns nothing", `Array.prototype.flatMap = function () { return []; };`),
  missed(
    "Object.entries without values",
    `Object.entries = function (object) { return Object.keys(object); };`,
  ),
  replaced(
    "Object.assign of one source",
    `Object.assign = function (target, source) { for (var name in source) target[name] = source[name]; return target; };`,
  ),
  replaced(
    "Object.freeze that does nothing",
    `Object.freeze = Object.seal = function (object) { return object; };`,
  ),
  replaced("Object.fromEntries that returns nothing", `Object.fromEntries = function () { return {}; };`),
];

/** Globals that libraries wrap or replace. */
const GLOBALS: readonly Replacement[] = [
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
  missed("no Object.hasOwn", `delete Object.hasOwn;`),
  replaced("no media session", `delete Navigator.prototype.mediaSession;`),
];

/** Elements and documents that libraries have changed. */
const DOCUMENTS: readonly Replacement[] = [
  replaced(
    "a closest of a polyfill",
    `Element.prototype.closest = function (selector) { var one = this; do { if (one.matches(selector)) return one; one = one.parentElement || one.parentNode; } while (one !== null && one.nodeType === 1); return null; };`,
  ),
  replaced(
    "remove, append and prepend of a polyfill",
    `Element.prototype.remove = function () { if (this.parentNode !== null) this.parentNode.removeChild(this); };
    Element.prototype.append = DocumentFragment.prototype.append = function () { var parent = this; [].slice.call(arguments).forEach(function (one) { parent.appendChild(one instanceof Node ? one : document.createTextNode(String(one))); }); };`,
  ),
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

/** In groups, as the broker answers only so many requests of one address in a while. */
export const REPLACEMENTS: Readonly<Record<string, readonly Replacement[]>> = {
  "an old library": [...LIBRARIES, ...ADDED],
  "an old iteration": ITERATORS,
  "a polyfilled global": GLOBALS.slice(0, GLOBALS.length / 2),
  "a missing global": GLOBALS.slice(GLOBALS.length / 2),
  "a changed document": DOCUMENTS,
};
