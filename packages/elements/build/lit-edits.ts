/** What a file of Lit has for others, and what becomes of it. */
interface Edit {
  file: string;
  what: string;
  of: RegExp;
  to?: string;
}

export const LIT_EDITS: readonly Edit[] = [
  {
    // All supported browsers have them.
    what: "the fallback for browsers without adopted style sheets",
    file: "css-tag",
    of: /=\w+\.ShadowRoot&&\(void 0===\w+\.ShadyCSS\|\|\w+\.ShadyCSS\.nativeShadow\)&&"adoptedStyleSheets"in Document\.prototype&&"replace"in CSSStyleSheet\.prototype/,
    to: "=true",
  },
  {
    // The tests run Lit's development build, which explains it at length.
    what: "the error for a wrong value in css",
    file: "css-tag",
    of: /Error\("Value passed to 'css'[^"]+"\+\w+\+"[^"]+"\)/,
    to: "Error()",
  },
  {
    // `unsafeCSS` makes all of them: see `minifyTemplates`.
    what: "the sheets of a template's text",
    file: "css-tag",
    of: /\{if\(this\._\$cssResult\$=!0,\w+!==\w+\)throw Error\("[^"]+"\);this\.cssText=(\w+),this\.t=\w+\}get styleSheet\(\)\{.*?return \w+\}(?=toString)/,
    to: "{this._$$cssResult$$=!0;this.cssText=$1}get styleSheet(){if(!this.o)(this.o=new CSSStyleSheet).replaceSync(this.cssText);return this.o}",
  },
  {
    what: "the template of a sheet",
    file: "css-tag",
    of: /=(\w+)=>new (\w+)\("string"==typeof \1\?\1:\1\+"",void 0,\w+\)/,
    to: '=$1=>new $2($1+"")',
  },
  {
    what: "the store of decorators' metadata",
    file: "reactive-element",
    of: /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/,
  },
  {
    what: "the properties of decorators",
    file: "reactive-element",
    of: /const t=this\[Symbol\.metadata\];if\(null!==t\)\{.*?this\.elementProperties\.set\(t,i\)\}/,
  },
  // No property of the elements is written back into its attribute.
  {
    what: "the reflection of a property",
    file: "reactive-element",
    of: /_\$ET\(\w+,\w+\)\{.*?\}(?=_\$AK)/,
  },
  {
    what: "the reflection of changes",
    file: "reactive-element",
    of: /this\._\$Eq&&=this\._\$Eq\.forEach\(\w+=>this\._\$ET\(\w+,this\[\w+\]\)\),/,
  },
  {
    what: "the changes to reflect",
    file: "reactive-element",
    of: /,!0===\w+&&this\._\$Em!==\w+&&\(this\._\$Eq\?\?=new Set\)\.add\(\w+\)(?=\)\})/,
  },
  {
    what: "the values of attributes that are written",
    file: "reactive-element",
    of: /(?<=,\w=\{)toAttribute\(\w,\w\)\{switch.*?\}return \w\},(?=fromAttribute)/,
  },
  {
    what: "the empty script that is an attribute's value",
    file: "reactive-element",
    of: /,\w=\w\.trustedTypes,\w=\w\?\w\.emptyScript:""/,
  },
  {
    what: "the defaults that are written back",
    file: "reactive-element",
    of: /\|\|\w\.useDefault&&\w\.reflect&&\w===this\._\$Ej\?\.get\(\w\)&&!this\.hasAttribute\(\w\._\$Eu\(\w,\w\)\)/,
  },
  // The test keeps elements to what is left: an attribute's name, texts and numbers, one list of sheets.
  {
    what: "attributes that are neither text nor numbers",
    file: "reactive-element",
    of: /(?<=fromAttribute\((\w),(\w)\)\{)let (\w)=\1;switch\(\2\)\{.*?\}return \3(?=\})/,
    to: "return $2===Number&&null!==$1?Number($1):$1",
  },
  {
    what: "the converter of a property",
    file: "reactive-element",
    of: /"function"==typeof (\w)\.converter\?\{fromAttribute:\1\.converter\}:void 0!==\1\.converter\?\.fromAttribute\?\1\.converter:(?=\w)/,
  },
  {
    what: "the options of a property without any",
    file: "reactive-element",
    of: /(?<=,\w=)\{attribute:!0,type:String,converter:\w,reflect:!1,useDefault:!1,hasChanged:\w\}/,
    to: "{}",
  },
  {
    what: "the comparison of a property",
    file: "reactive-element",
    of: /\(\w\.hasChanged\?\?(\w)\)(?=\(\w,\w\))/,
    to: "$1",
  },
  {
    what: "properties without an accessor, or with their own",
    file: "reactive-element",
    of: /\w\.state&&\(\w\.attribute=!1\),(this\._\$Ei\(\)),this\.prototype\.hasOwnProperty\((\w)\)&&\(\(\w=Object\.create\(\w\)\)\.wrapped=!0\),(this\.elementProperties\.set\(\2,\w\)),!\w\.noAccessor/,
    to: "$1,$3,1",
  },
  {
    what: "the first values of properties with an accessor of their own",
    file: "reactive-element",
    of: /const \w=this\.constructor\.elementProperties;if\(\w\.size>0\)for\(const\[\w,\w\]of \w\)\{const\{wrapped:.*?\}(?=\}let \w=!1;)/,
  },
  {
    what: "the defaults that an attribute's removal restores",
    file: "reactive-element",
    of: /(?<==)(\w)\?\?this\._\$Ej\?\.get\(\w\)\?\?\1/,
    to: "$1",
  },
  {
    what: "the defaults to restore",
    file: "reactive-element",
    of: /,\{useDefault:\w,reflect:\w,wrapped:\w\},\w\)\{\w&&.*?\|\|\((this\._\$AL\.has\(\w\)\|\|\(this\.hasUpdated\|\|)\w\|\|(\(.*?\)\))\)(?=\}async)/,
    to: "){$1$2",
  },
  {
    what: "the lists of styles in a list of styles",
    file: "reactive-element",
    of: /this\.finalizeStyles\((this\.styles)\)\}static finalizeStyles\(.*?return \w(?=\}static)/,
    to: "$1",
  },
  {
    what: "properties named by a symbol",
    file: "reactive-element",
    of: /\[\.\.\.(\w\(\w\)),\.\.\.\w\(\w\)\]/,
    to: "$1",
  },
  {
    what: "the look at symbols",
    file: "reactive-element",
    of: /,getOwnPropertySymbols:\w/,
  },
  {
    what: "the attribute that is being written",
    file: "reactive-element",
    of: /&&this\._\$Em!==\w(\)\{.*?)this\._\$Em=\w;(.*?),this\._\$Em=null/,
    to: "$1$2",
  },
  {
    what: "the attribute that is being written, at first",
    file: "reactive-element",
    of: /,this\._\$Em=null/,
  },
  // Methods that no element has.
  {
    what: "the call of the method for the first update",
    file: "reactive-element",
    of: /this\.hasUpdated\|\|\((this\.hasUpdated=!0),this\.firstUpdated\(\w\)\)/,
    to: "$1",
  },
  {
    what: "the method for the first update",
    file: "reactive-element",
    of: /firstUpdated\(\w\)\{\}/,
  },
  {
    what: "the method for the end of an update",
    file: "reactive-element",
    of: /this\.getUpdateComplete\(\)\}getUpdateComplete\(\)\{return /,
  },
  {
    what: "the method that prevents an update",
    file: "reactive-element",
    of: /shouldUpdate\(\w\)\{return!0\}/,
  },
  {
    what: "the call of the method that prevents an update",
    file: "reactive-element",
    of: /let \w=!1;(const \w=this\._\$AL;try\{)\w=this\.shouldUpdate\(\w\),\w\?\((.*?)\):this\._\$EM\(\)(\}catch\(\w\)\{throw )\w=!1,(.*?\})\w&&/,
    to: "$1$2$3$4",
  },
  {
    what: "the method that delays an update",
    file: "reactive-element",
    of: /const \w=this\.scheduleUpdate\(\);return null!=\w&&await \w,(.*?\})scheduleUpdate\(\)\{(.*?)return (.*?\()\)\}/,
    to: "this.performUpdate();return $1",
  },
  {
    what: "the removal of a controller",
    file: "reactive-element",
    of: /removeController\(\w\)\{.*?\}/,
  },
  {
    what: "the accessors that a class has of a property",
    file: "reactive-element",
    of: /(?<=const (\w)=Symbol\(\)),\w=this\.getPropertyDescriptor\((\w),\w,(\w)\);void 0!==\w&&(\w\(this\.prototype,\w),\w\)\}\}static getPropertyDescriptor\(.*?configurable:!0,enumerable:!0\}\}/,
    to: ";$4,{get(){return this[$1]},set(value){const old=this[$1];this[$1]=value,this.requestUpdate($2,old,$3)},configurable:!0,enumerable:!0})}}",
  },
  {
    what: "the values from before the element was defined, at first",
    file: "reactive-element",
    of: /(?<=super\(\),)this\._\$Ep=void 0,/,
  },
  {
    what: "the names that a compiler may shorten",
    file: "reactive-element",
    of: /\w\("(elementProperties|finalized|properties)"\)/g,
    to: '"$1"',
  },
  // Decorators' initializers, which no element has.
  {
    what: "the registration of initializers",
    file: "reactive-element",
    of: /static addInitializer\(\w\)\{[^}]*\}/,
  },
  {
    what: "the initializers of a superclass",
    file: "reactive-element",
    of: /,void 0!==\w\.l&&\(this\.l=\[\.\.\.\w\.l\]\)/,
  },
  {
    what: "the call of initializers",
    file: "reactive-element",
    of: /,this\.constructor\.l\?\.forEach\(\w=>\w\(this\)\)/,
  },
  {
    // A template with one throws: no part is made for it.
    what: "directives in the place of an attribute",
    file: "lit-html",
    of: /:6===\w\.type&&\(\w=new \w+\(\w,this,\w\)\)/,
    to: ":0",
  },
  {
    // The elements' own templates have no directives, and a row's end, which may have some, is a root of its own.
    what: "directives that hear of the element's connection",
    file: "lit-element",
    of: /connectedCallback\(\)\{.*?setConnected\(!0\)\}disconnectedCallback\(\)\{.*?setConnected\(!1\)\}/,
  },
  {
    what: "the connection of the first update",
    file: "lit-element",
    of: /this\.hasUpdated\|\|\(this\.renderOptions\.isConnected=this\.isConnected\),/,
  },
  {
    what: "the change of a part's connection",
    file: "lit-html",
    of: /setConnected\(\w\)\{.*?\(\w\)\)\}(?=\}class)/,
  },
  {
    what: "the part of an element, at first",
    file: "lit-element",
    of: /,this\._\$Do=void 0/,
  },
  {
    what: "the part of an element, which its connection needs",
    file: "lit-element",
    of: /this\._\$Do=(?=\w\()/,
  },
  {
    // A shadow root is empty at first.
    what: "the place before other children",
    file: "lit-element",
    of: /createRenderRoot\(\)\{.*?,\w\}(?=update)/,
  },
  {
    what: "the place before a node",
    file: "lit-html",
    of: /const (\w)=\w\?\.renderBefore\?\?(\w);(.*?)const \w=\w\?\.renderBefore\?\?null;(.*?\.insertBefore\(\w\(\),)\w\),\w,/,
    to: "const $1=$2;$3$4null),null,",
  },
  {
    what: "the nodes that a directive asks a part for",
    file: "lit-html",
    of: /get parentNode\(\)\{let .*?get endNode\(\)\{.*?\}/,
  },
  {
    what: "the node that a directive asks a template for",
    file: "lit-html",
    of: /get parentNode\(\)\{return this\._\$AM\.parentNode\}/,
  },
  {
    what: "the name that a directive asks a part for",
    file: "lit-html",
    of: /get tagName\(\)\{return this\.element\.tagName\}/,
  },
  {
    what: "templates that were compiled before",
    file: "lit-html",
    of: /(?<=const\{values:\w),_\$litType\$:\w(\}=(\w),\w=)"number"==typeof .*?,\w\)(?=;if)/,
    to: "$1this._$$AC($2)",
  },
  {
    what: "the start of templates in MathML",
    file: "lit-html",
    of: /:3===\w\?"<math>"(?=:)/,
  },
  {
    what: "the end of templates in MathML",
    file: "lit-html",
    of: /:3===\w\?"<\/math>"(?=:)/,
  },
  {
    what: "the content of templates in MathML",
    file: "lit-html",
    of: /\|\|3===\w(?=\))/,
  },
  {
    what: "the arguments of a part for listeners",
    file: "lit-html",
    of: /constructor\(\w,\w,\w,\w,\w\)\{super\(\w,\w,\w,\w,\w\)(?=,this\.type=5)/,
    to: "constructor(){super(...arguments)",
  },
  {
    what: "the children of a part, which asynchronous directives set",
    file: "lit-html",
    of: /this\._\$AN=void 0,/g,
  },
  {
    what: "the document of a template",
    file: "lit-html",
    of: /\(\w\?\.creationScope\?\?(\w)\)(?=\.importNode)/,
    to: "$1",
  },
  {
    what: "the wrapper of a node that is removed",
    file: "lit-html",
    of: /(?<=const \w=)\w\((\w)\)(\.nextSibling;)\w\(\1\)(?=\.remove\(\))/,
    to: "$1$2$1",
  },
  {
    // `ownPolicy` has another.
    what: "the policy of Lit's own",
    file: "lit-html",
    of: /,\w=\w\.trustedTypes(?=,)/,
  },
  {
    what: "the mark of Lit's elements for decorators",
    file: "lit-element",
    of: /\w\._\$litElement\$=!0,/,
  },
  {
    // None has no names.
    what: "the look for attributes before their names",
    file: "lit-html",
    of: /if\(\w\.hasAttributes\(\)\)(?=for\()/,
  },
  {
    what: "the empty content of a script",
    file: "lit-html",
    of: /\w\?\w\.emptyScript:(?="")/,
  },
  // Polyfills for shadow DOM, and a list of versions that development builds warn of.
  {
    what: "the look for polyfills of elements",
    file: "reactive-element",
    of: /,\w=\w\.reactiveElementPolyfillSupport(?=,)/,
  },
  {
    what: "the polyfills of elements",
    file: "reactive-element",
    of: /,\w+\?\.\(\{ReactiveElement:\w+\}\),\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[\d.]+"\)/,
  },
  {
    what: "hydration and polyfills",
    file: "lit-element",
    of: /,\w+\.litElementHydrateSupport\?\.\(\{LitElement:\w+\}\);const \w+=\w+\.litElementPolyfillSupport;\w+\?\.\(\{LitElement:\w+\}\)/,
  },
  {
    what: "the list of versions",
    file: "lit-element",
    of: /\(\w+\.litElementVersions\?\?=\[\]\)\.push\("[\d.]+"\);/,
  },
  {
    // Some pages wrap `addEventListener` for functions alone, and the elements' listeners are functions without options.
    what: "listeners that are objects",
    file: "lit-html",
    of: /\|\|\w+\.capture!==\w+\.capture\|\|\w+\.once!==\w+\.once\|\|\w+\.passive!==\w+\.passive(,.{1,60}?)removeEventListener\(this\.name,this,\w+\),(\w+)&&this\.element\.addEventListener\(this\.name,this,\w+\)(,[^}]*\})handleEvent\(\w+\)\{[^}]*\}/,
    to: "$1removeEventListener(this.name,this.l),$2&&this.element.addEventListener(this.name,this.l=(e)=>this._$$AH(e))$3",
  },
  {
    what: "the polyfills of templates",
    file: "lit-html",
    of: /,\w+=\w+\.litHtmlPolyfillSupport;\w+\?\.\(\w+,\w+\),\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[\d.]+"\)/,
  },
];
