import { missed, type Replacement, replaced } from "./replacement.ts";

/** Statics and prototypes of old libraries, to the letter where that matters. */
export const LIBRARIES: readonly Replacement[] = [
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
    "reduce of Prototype.js",
    `Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };`,
  ),
  replaced(
    "iterators of Prototype.js",
    `(function () {
      function each(call) { for (var place = 0; place < this.length; place++) call(this[place], place); }
      Object.assign(Array.prototype, {
        every: function (call, self) { var all = true; each.call(this, function (one, place) { all = all && !!call.call(self, one, place); }); return all; },
        some: function (call, self) { var any = false; each.call(this, function (one, place) { any = any || !!call.call(self, one, place); }); return any; },
        find: function (call, self) { var found; each.call(this, function (one, place) { if (found === undefined && call.call(self, one, place)) found = one; }); return found; },
        filter: function (call, self) { var kept = []; each.call(this, function (one, place) { if (call.call(self, one, place)) kept.push(one); }); return kept; },
        map: function (call, self) { var made = []; each.call(this, function (one, place) { made.push(call.call(self, one, place)); }); return made; },
      });
      Object.keys = function (object) { var names = []; for (var name in object) names.push(name); return names; };
      Object.values = function (object) { var values = []; for (var name in object) values.push(object[name]); return values; };
    })();`,
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
export const ADDED: readonly Replacement[] = [
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
export const ITERATORS: readonly Replacement[] = [
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
