/** An Ultravox key: eight and 32 characters with a dot between, standing alone or inside a longer value. */
const ULTRAVOX_KEY = /(?<![A-Za-z0-9])[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}(?![A-Za-z0-9])/;

/** The start of a compact JWT: a header that begins with `{"`. */
const JWT = /^\s*eyJ[\w-]+\.[\w-]/;

/** Names that ask for a secret: `api-key`, `ultravox_api_key`, `access-token`, `key`, `secret`. */
const SECRET_NAME = /^key$|(?:^|[-_:])(?:api[-_]?key|token|secret)$/i;

/**
 * The name of the first attribute that holds, or asks for, a key or token; null where there is none.
 * A page is public: what stands in an attribute is read by everyone who opens it.
 */
export function keyInAttribute(element: Element): string | null {
  for (const { name, value } of element.attributes) {
    if (ULTRAVOX_KEY.test(value) || JWT.test(value) || (value !== "" && SECRET_NAME.test(name))) return name;
  }
  return null;
}
