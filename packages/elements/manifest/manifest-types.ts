/** As much of the custom elements manifest, version 1, as is written and read here. */
export interface Manifest {
  schemaVersion: string;
  readme: string;
  modules: ManifestModule[];
}

export interface ManifestModule {
  kind: "javascript-module";
  path: string;
  declarations: Declaration[];
  exports: ManifestExport[];
}

export interface ManifestExport {
  kind: "js" | "custom-element-definition";
  name: string;
  declaration: { name: string; module?: string };
}

export interface Described {
  name: string;
  description?: string;
}

interface Typed extends Described {
  inheritedFrom?: { name: string; module: string };
  type?: { text: string };
  default?: string;
}

export interface Member extends Typed {
  kind: "field" | "method";
  privacy?: "public" | "protected" | "private";
  static?: boolean;
  readonly?: boolean;
  attribute?: string;
  parameters?: (Typed & { optional?: boolean; rest?: boolean })[];
  return?: { type?: { text: string } };
}

export interface Attribute extends Typed {
  fieldName?: string;
}

/** Beyond the format: `from` is the element inside this one that it belongs to. */
export interface Included {
  from?: string;
}

export interface ElementEvent extends Described, Included {
  type: { text: string };
  /** Beyond the format: `preventDefault()` changes what the element does. */
  cancelable?: boolean;
}

export interface CssProperty extends Described, Included {
  default?: string;
}

/** A key of the keyboard and what it does; beyond the format. */
export interface Key {
  keys: string;
  description: string;
}

export interface Declaration extends Described {
  kind: string;
  tagName?: string;
  customElement?: boolean;
  superclass?: { name: string; package?: string; module?: string };
  members?: Member[];
  attributes?: Attribute[];
  events?: ElementEvent[];
  slots?: Described[];
  cssParts?: (Described & Included)[];
  cssProperties?: CssProperty[];
  cssStates?: Described[];
  keyboard?: Key[];
}
