/** An element as written: attributes and children in order, text with its entities resolved. */
export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

/** The text is not well-formed XML; Twilio's error 12100. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const NAME = /[A-Za-z_:][\w:.-]*/y;
const SPACE = /\s*/y;
const IGNORED = /(?:\s+|<!--(?:(?!--)[\s\S])*-->|<\?[\s\S]*?\?>)*/y;

function resolveEntities(text: string): string {
  return text.replace(/&([^;&\s]*)(;?)/g, (whole, name: string, end: string) => {
    const numeric = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(name);
    const code = numeric ? Number.parseInt(numeric[1] ?? numeric[2] ?? '', numeric[1] ? 16 : 10) : null;
    const isCharacter = code !== null && code > 0 && code <= 0x10ffff;
    const resolved = isCharacter ? String.fromCodePoint(code) : NAMED_ENTITIES[name];
    if (end === '' || resolved === undefined) throw new XmlError(`unknown entity ${whole}`);
    return resolved;
  });
}

/** A strict reader of the XML that TwiML needs: no document type, no namespaces. */
class XmlReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): XmlElement {
    if (this.#text.startsWith('\uFEFF')) this.#position = 1;
    this.#match(IGNORED);
    const root = this.#readElement();
    this.#match(IGNORED);
    if (this.#position < this.#text.length) throw this.#error('content after the root element');
    return root;
  }

  #readElement(): XmlElement {
    this.#expect('<');
    const name = this.#readName();
    const attributes = this.#readAttributes();
    if (this.#accept('/>')) return { name, attributes, children: [] };
    this.#expect('>');
    const children = this.#readChildren();
    this.#expect('</');
    if (this.#readName() !== name) throw this.#error(`<${name}> is not closed`);
    this.#match(SPACE);
    this.#expect('>');
    return { name, attributes, children };
  }

  #readAttributes(): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    while (this.#match(SPACE) !== '' && /[^/>]/.test(this.#text[this.#position] ?? '>')) {
      const name = this.#readName();
      this.#match(SPACE);
      this.#expect('=');
      this.#match(SPACE);
      if (attributes.has(name)) throw this.#error(`attribute ${name} twice`);
      attributes.set(name, this.#readQuoted());
    }
    return attributes;
  }

  #readQuoted(): string {
    const quote = this.#text[this.#position];
    if (quote !== '"' && quote !== "'") throw this.#error('attribute value without quotes');
    this.#position += 1;
    const value = this.#readUntil(quote);
    if (value.includes('<')) throw this.#error('< in an attribute value');
    return resolveEntities(value);
  }

  #readChildren(): XmlNode[] {
    const children: XmlNode[] = [];
    while (!this.#text.startsWith('</', this.#position)) {
      if (this.#position >= this.#text.length) throw this.#error('unexpected end');
      if (this.#accept('<!--')) this.#readUntil('-->');
      else if (this.#accept('<![CDATA[')) children.push(this.#readUntil(']]>'));
      else if (this.#text[this.#position] === '<') children.push(this.#readElement());
      else children.push(this.#readText());
    }
    return children;
  }

  #readText(): string {
    const end = this.#text.indexOf('<', this.#position);
    const text = this.#text.slice(this.#position, end === -1 ? this.#text.length : end);
    this.#position += text.length;
    return resolveEntities(text);
  }

  #readUntil(end: string): string {
    const at = this.#text.indexOf(end, this.#position);
    if (at === -1) throw this.#error(`${end} is missing`);
    const text = this.#text.slice(this.#position, at);
    this.#position = at + end.length;
    return text;
  }

  #readName(): string {
    const name = this.#match(NAME);
    if (name === '') throw this.#error('a name is missing');
    return name;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#position += found.length;
    return found;
  }

  #accept(token: string): boolean {
    if (!this.#text.startsWith(token, this.#position)) return false;
    this.#position += token.length;
    return true;
  }

  #expect(token: string): void {
    if (!this.#accept(token)) throw this.#error(`${token} expected`);
  }

  #error(reason: string): XmlError {
    return new XmlError(`${reason}, at character ${this.#position}`);
  }
}

/** Reads a whole document, or throws {@link XmlError}. */
export function readXml(text: string): XmlElement {
  return new XmlReader(text).readDocument();
}

/** All text within, tags left out, spaces collapsed: what a voice would speak. */
export function toPlainText(element: XmlElement): string {
  const parts = element.children.map((child) => (typeof child === 'string' ? child : toPlainText(child)));
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}

export function listElements(element: XmlElement): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string');
}
