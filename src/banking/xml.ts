import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element of a message: its name without prefix, its attributes, and either text or elements in their order. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

/** Why a file cannot be read, in a sentence for whoever sent it. */
export class Unfit extends Error {}

/** The most that a message may hold. */
export const largestMessage = 5 * 1024 * 1024;
const deepest = 40;
const mostElements = 200_000;

const parser = new XMLParser({
  preserveOrder: true,
  jPath: false,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
});

/**
 * Reads a message of plain elements and text. Whatever could make a parser fetch, repeat or run something is refused before it sees the file.
 * @throws Unfit with a sentence
 */
export function readXml(bytes: Buffer): Element {
  const text = textOf(bytes);
  refuseTricks(text);
  refuseDepth(text);
  const judged = XMLValidator.validate(text);
  if (judged !== true) throw new Unfit(`The file is broken in line ${judged.err.line}. Export it again.`);
  const roots = parsed(text).filter((node) => !('#text' in node));
  const [root] = roots;
  if (!root || roots.length > 1) throw new Unfit('The file is broken: it is not one message. Export it again.');
  return elementOf(root, prefixOf(nameOf(root)));
}

/** A message as it leaves: escaped, one element a line. */
export function writeXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`;
}

function textOf(bytes: Buffer): string {
  if (bytes.length === 0) throw new Unfit('The file is empty. Export it again.');
  if (bytes.length > largestMessage) throw new Unfit('The file is larger than 5 MB. Export fewer days at once.');
  if (bytes.includes(0) || (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe)) {
    throw new Unfit('The file is not written in UTF-8. Export it in UTF-8.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    throw new Unfit('The file is not written in UTF-8. Export it in UTF-8.');
  }
}

function refuseTricks(text: string): void {
  if (/^<(!doctype\s+html|html)\b/i.test(text))
    throw new Unfit('This is a web page, not a bank’s file. Export it again.');
  if (!text.startsWith('<')) throw new Unfit('This is not an XML file. Choose the one that the bank made.');
  const encoding = /^<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? 'UTF-8';
  if (!/^(utf-8|us-ascii)$/i.test(encoding))
    throw new Unfit(`The file says that it is written in ${encoding.slice(0, 20)}. Export it in UTF-8.`);
  if (/<!(?!--)/.test(text)) {
    throw new Unfit(
      'The file declares things of its own (DOCTYPE, ENTITY or CDATA), which no statement needs. It is not read.',
    );
  }
  if (/<\?/.test(text.replace(/^<\?xml\s[^>]*\?>/, ''))) {
    throw new Unfit('The file holds instructions for programs, which no statement needs. It is not read.');
  }
}

/** Looked at before anything walks through it. */
function refuseDepth(text: string): void {
  let depth = 0;
  let count = 0;
  for (const [, closing, selfClosing] of text.matchAll(/<(\/?)[^!?/][^<>]*?(\/?)>/g)) {
    if (closing) depth -= 1;
    else if ((count += 1) && !selfClosing) depth += 1;
    if (depth > deepest) throw new Unfit('The file is nested more deeply than any statement. It is not read.');
    if (count > mostElements) throw new Unfit('The file has more entries than can be read at once. Export fewer days.');
  }
}

type Ordered = Record<string, unknown>;

/** The parser itself refuses names that would change what it builds. */
function parsed(text: string): Ordered[] {
  try {
    return parser.parse(text) as Ordered[];
  } catch {
    throw new Unfit('The file names its parts in a way that no statement does. It is not read.');
  }
}

const nameOf = (node: Ordered): string => Object.keys(node).find((key) => key !== ':@') ?? '';
const prefixOf = (name: string): string => (name.includes(':') ? name.slice(0, name.indexOf(':') + 1) : '');

/** What has another prefix than the message keeps it, and so is an element that nobody knows. */
function elementOf(node: Ordered, prefix: string): Element {
  const full = nameOf(node);
  const inner = node[full] as Ordered[];
  const own = (node[':@'] ?? {}) as Record<string, string>;
  const attributes = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, plain(value)]));
  if (prefix && attributes[`xmlns:${prefix.slice(0, -1)}`])
    attributes.xmlns = attributes[`xmlns:${prefix.slice(0, -1)}`] ?? '';
  const name = prefixOf(full) === prefix ? full.slice(prefix.length) : full;
  const text = inner.flatMap((part) => ('#text' in part ? [plain(String(part['#text']))] : [])).join('');
  const children = inner.flatMap((part) => ('#text' in part ? [] : [elementOf(part, prefix)]));
  return { name, attributes, text: text.trim(), children };
}

const predefined: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replaceAll(/&([^;&]*;?)/g, (all, inner: string) => {
    const known = predefined[inner.slice(0, -1)];
    if (known && inner.endsWith(';')) return known;
    const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}));$/i.exec(inner);
    const point = code ? parseInt(code[1] ?? code[2] ?? '', code[1] ? 16 : 10) : NaN;
    if (point >= 0x20 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)) return String.fromCodePoint(point);
    if (point === 9 || point === 10 || point === 13) return ' ';
    throw new Unfit(`The file uses a sign that it does not explain: ${all.slice(0, 20)}. It is not read.`);
  });
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function lines({ name, attributes, text, children }: Element, indent: string): string[] {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const start = `${indent}<${name}${given.join('')}>`;
  if (children.length === 0) return [`${start}${escaped(text)}</${name}>`];
  return [start, ...children.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`];
}

/** An element to be written; what is undefined is left out. */
export function element(
  name: string,
  content: string | (Element | undefined)[],
  attributes: Record<string, string> = {},
): Element {
  const text = typeof content === 'string' ? content : '';
  const children = typeof content === 'string' ? [] : content.filter((child) => child !== undefined);
  return { name, attributes, text, children };
}

/** The elements of that path below this one. */
export function all(from: Element, path: string): Element[] {
  return path
    .split('/')
    .reduce((level, name) => level.flatMap(({ children }) => children.filter((child) => child.name === name)), [from]);
}

/** The text at the first element of that path; empty where there is none. */
export const at = (from: Element, path: string): string => all(from, path)[0]?.text ?? '';
