import { roleNames, type Role } from '../kernel/access';
import { formatMoney } from '../kernel/money';
import { formatDate } from '../kernel/time';
import type { Reader } from './letter';
import { dayOf, daysAway, instant, span, when } from './words';

/** What the fields of a letter say: by name, ready to be read. */
export type Values = Readonly<Record<string, string>>;

/** Somebody's own words, which may have lines and are set apart as a quote. */
export const quotedFields: readonly string[] = ['reason', 'why', 'code'];
/** A text with paragraphs of its own. */
export const wholeText = 'body';

type Facts = Readonly<Record<string, unknown>>;
type Field = [name: string, value: string];

/**
 * What the data of an event says, and who reads it: `amountCents` with its currency is `amount`, `dueAt` with `dueZone` is `due` and
 * `dueDay`, `days` is `away`, `returned` is how it `stands`. Ids and whatever only decides something are no fields.
 * @param now when the letter is written
 */
export function valuesOf(data: object, reader: Reader, now: Date): Values {
  const facts = data as Facts;
  const fields = Object.keys(facts).flatMap((key) => fieldsOf(key, facts, reader, now));
  const { name, organisation } = reader;
  return Object.fromEntries([...fields, ['name', oneLine(name)], ['organisation', oneLine(organisation ?? '')]]);
}

function fieldsOf(key: string, facts: Facts, reader: Reader, now: Date): Field[] {
  const value = facts[key];
  if (/(Id|Zone)$|^(token|page|currency)$/.test(key)) return [];
  if (key === 'returned') return [['stands', value === true ? wasReturned : 'is still a draft']];
  if (typeof value === 'number') return numberOf(key, value, facts);
  if (value === null || value === undefined) return [[key, '']];
  if (Array.isArray(value)) return [['letters', value.length === 1 ? 'one letter' : `${value.length} letters`]];
  if (typeof value !== 'string') return [];
  if (/(At|Until|^hour)$/.test(key) && isInstant(value)) return instantOf(key, new Date(value), facts, reader, now);
  if (/(On|^on)$/.test(key)) return [[key, /^\d{4}-\d\d-\d\d$/.test(value) ? formatDate(value) : oneLine(value)]];
  if (key === 'role') return [[key, roleNames[value as Role] ?? oneLine(value)]];
  return [[key, keepsLines(key) ? fewLines(value) : oneLine(value)]];
}

function numberOf(key: string, value: number, { currency, passed }: Facts): Field[] {
  if (key === 'days') return awayOf(value, value > 0 || passed === true);
  if (key === 'count') return [['instalments', value === 1 ? 'one instalment' : `${value} instalments`]];
  if (!key.toLowerCase().endsWith('cents')) return [[key, value.toLocaleString('en')]];
  const money = formatMoney(value, typeof currency === 'string' ? currency : 'USD');
  return [[key === 'cents' ? 'amount' : key.slice(0, -'Cents'.length), money]];
}

const wasReturned = 'was returned for changes and has not been submitted again';

const awayOf = (days: number, passed: boolean): Field[] => [
  ['away', daysAway(days)],
  ['span', span(days)],
  ['falls', `${passed ? 'was' : 'is'} due ${daysAway(days)}`],
];

function instantOf(key: string, at: Date, facts: Facts, reader: Reader, now: Date): Field[] {
  const name = key.replace(/At$/, '');
  const zone = facts[`${name}Zone`];
  if (typeof zone === 'string') {
    return [
      [name, when(at, zone, reader)],
      [`${name}Day`, dayOf(at, zone, now)],
    ];
  }
  return [
    [name, instant(at, reader.timeZone)],
    [`${name}Day`, dayOf(at, reader.timeZone, now)],
  ];
}

const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
const keepsLines = (key: string): boolean => quotedFields.includes(key) || key === wholeText;

/** What people typed stays on its line: nothing of it may look like a paragraph, a header or a link line of ours. */
export const oneLine = (words: string): string => words.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const fewLines = (words: string): string =>
  words
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(oneLine)
    .join('\n')
    .trim();
