/** XML elements as values, and their text. Source: W3C XML 1.0. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (XmlElement | string)[];
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>> = {},
  children: readonly (XmlElement | string)[] = [],
): XmlElement {
  return { name, attributes, children };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const UNSAYABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Whether XML can say every character of a text, if only as an entity. */
export const isSayable = (text: string): boolean => text.search(UNSAYABLE) < 0;

/** Characters that XML cannot say, not even as an entity, are left out. */
function escapeXml(text: string): string {
  const legal = text.replace(UNSAYABLE, '');
  return legal
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] as string)
    .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`); // parsers make blanks of them in attributes
}

function writeElement({ name, attributes, children }: XmlElement, indent: string): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(String(value))}"`)].join(
    ' ',
  );
  if (children.length === 0) return `${indent}<${head}/>\n`;
  if (children.every((child) => typeof child === 'string')) {
    return `${indent}<${head}>${children.map(escapeXml).join('')}</${name}>\n`;
  }
  const inner = children.map((child) =>
    typeof child === 'string' ? `${indent}  ${escapeXml(child)}\n` : writeElement(child, `${indent}  `),
  );
  return `${indent}<${head}>\n${inner.join('')}${indent}</${name}>\n`;
}

/** A whole document in UTF-8. @param doctype - the declaration between `<!DOCTYPE` and `>`, where the reader wants one. */
export function writeXml(root: XmlElement, doctype?: string): string {
  const declaration = doctype === undefined ? '' : `<!DOCTYPE ${doctype}>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${declaration}${writeElement(root, '')}`;
}
