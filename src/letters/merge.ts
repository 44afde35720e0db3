import mustache from 'mustache';
import { oneLine, quotedFields, type Values, wholeText } from './fields';
import { nearest } from './nearest';

/** A paragraph, or words of somebody else that are set apart. */
export type Line = string | { quote: string };

type Token = { text: string } | { field: string };

// Without its cache, which would keep every text that anybody ever typed.
const writer = new mustache.Writer();
(writer as { templateCache?: unknown }).templateCache = undefined;

const only = 'Only plain fields such as “{{title}}” can stand in a letter.';

/** What is wrong with a text, in sentences; none where every field in it is one of these. */
export function faults(text: string, fields: readonly string[]): string[] {
  const worked = [...text.matchAll(/\{\{\{[^}]*\}*|\{\{\s*[#^/>!&=][^}]*\}*/g)].map(([tag]) => tag);
  if (worked.length > 0) return unique(worked.map((tag) => `“${oneLine(tag)}” is more than a field. ${only}`));
  const tokens = parsed(text);
  if (tokens === undefined) return [`“${unclosed(text)}” is opened with “{{” and not closed with “}}”.`];
  const names = tokens.flatMap((token) => ('field' in token ? [token.field] : []));
  const stray = tokens.some((token) => 'text' in token && token.text.includes('}}'));
  return unique([
    ...names.filter((name) => !fields.includes(name)).map((name) => unknownField(name, fields)),
    ...(stray ? ['A “}}” stands where no field was opened with “{{”.'] : []),
  ]);
}

/** One line of a letter with its fields filled in. What an empty field leaves behind is tidied away. */
export function fill(text: string, values: Values): string {
  const filled = oneLine(plain(text, values));
  if (isWhole(text, values)) return filled;
  return filled.replaceAll(/ (?=[,.;:!?])|[,;:–-]+ *(?=[,.:;])/g, '').replaceAll(/^[\s,;:–-]+|[\s,;:–-]+$/g, '');
}

/** The paragraphs of a letter. A sentence whose field is empty is left out, and so is what introduces an empty quote. */
export function paragraphs(body: string, values: Values): Line[] {
  const lines: Line[] = [];
  for (const part of body.replaceAll('\r\n', '\n').split(/\n[^\S\n]*\n\s*/)) {
    const [token, ...more] = tokensOf(part.trim());
    if (token && 'field' in token && more.length === 0) addField(lines, token.field, values);
    else addLine(lines, sentences(part.trim(), values));
  }
  return lines;
}

function addField(lines: Line[], name: string, values: Values): void {
  const value = values[name] ?? '';
  if (value === '') return leaveIntroduction(lines);
  if (name === wholeText) for (const part of value.split(/\n\s*\n/)) addWhole(lines, part.trim());
  else if (quotedFields.includes(name)) lines.push({ quote: value });
  else lines.push(value);
}

/** A text that was filled in before marks its quotes as mail does. */
function addWhole(lines: Line[], part: string): void {
  if (/^(> .*(\n|$))+$/.test(part)) lines.push({ quote: part.replaceAll(/^> /gm, '') });
  else addLine(lines, part);
}

function addLine(lines: Line[], line: string): void {
  if (line !== '') lines.push(line);
}

/** “It was rejected. The reason given:” → “It was rejected.” */
function leaveIntroduction(lines: Line[]): void {
  const last = lines.at(-1);
  if (typeof last !== 'string' || !last.endsWith(':')) return;
  const before = /^(.*[.!?])\s+[^.!?]*:$/s.exec(last)?.[1];
  lines[lines.length - 1] = before ?? `${last.slice(0, -1)}.`;
}

function sentences(part: string, values: Values): string {
  const parts = part.split(/(?<=[.!?:])(\s+)(?=[\p{Lu}{“"(])/u);
  let written = '';
  for (let i = 0; i < parts.length; i += 2) {
    const [space, sentence] = [parts[i - 1] ?? '', parts[i] ?? ''];
    if (isWhole(sentence, values)) written += `${written === '' ? '' : space}${plain(sentence, values)}`;
  }
  return written.trim();
}

const isWhole = (text: string, values: Values): boolean =>
  tokensOf(text).every((token) => 'text' in token || (values[token.field] ?? '') !== '');

/** A name in the middle of a sentence stays on its line; lines that the text itself has are kept. */
const plain = (text: string, values: Values): string =>
  tokensOf(text)
    .map((token) => ('text' in token ? token.text : oneLine(values[token.field] ?? '')))
    .join('');

/** The parts of letters that were read last: the same few are written again and again. */
const read = new Map<string, Token[]>();

function tokensOf(text: string): Token[] {
  const tokens = read.get(text) ?? parsed(text);
  if (tokens === undefined) throw new Error(`a letter does not read: ${text}`);
  if (read.size >= 2_000) read.clear();
  read.set(text, tokens);
  return tokens;
}

/** @returns undefined where a field is not closed */
function parsed(text: string): Token[] | undefined {
  try {
    return (writer.parse(text) as string[][]).map(([type, value = '']) =>
      type === 'text' ? { text: value } : { field: type === 'name' ? value : `${type}${value}` },
    );
  } catch {
    return undefined;
  }
}

/** Where it begins that is not closed, as far as a reader needs it to find the place. */
function unclosed(text: string): string {
  const at = [...text.matchAll(/\{\{/g)]
    .map(({ index }) => index)
    .find((index) => isOpen(text.slice(index)) && parsed(text.slice(0, index)));
  return oneLine(text.slice(at ?? 0)).slice(0, 30);
}

const isOpen = (text: string): boolean => !/^\{\{[^{]*?\}\}/.test(text);

function unknownField(name: string, fields: readonly string[]): string {
  const tag = `“{{${oneLine(name)}}}”`;
  if (!/^\w+$/.test(name)) return `${tag} is more than a field. ${only}`;
  const near = nearest(name, fields);
  return `${tag} is not a field of this letter.${near ? ` Did you mean “{{${near}}}”?` : ''}`;
}

const unique = (sentences: string[]): string[] => [...new Set(sentences)];
