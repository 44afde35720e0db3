import type { Element } from './xml';

/**
 * What a message is made of, as its published definition says. A sequence lists its elements in their order; “?” may be left out, “*” may
 * repeat, “{7}” may repeat up to so often, “+” is there at least once. “Anything” is a part that is not looked into.
 */
export interface Structure {
  namespace: string;
  /** Type of the element `Document`. */
  root: string;
  groups: Record<string, Group>;
  texts: Record<string, Text>;
}
export type Group = { sequence: readonly string[] } | { choice: readonly string[] };
export type Text = { pattern: RegExp; what: string; currency?: true };

interface Part {
  name: string;
  type: string;
  least: 0 | 1;
  most: number;
}

const parsed = new WeakMap<Group, Part[]>();

/** `RmtInf? RemittanceInformation16` */
function partsOf(group: Group): Part[] {
  const known = parsed.get(group);
  if (known) return known;
  const parts = ('sequence' in group ? group.sequence : group.choice).map((line) => {
    const [, name = '', sign = '', type = ''] = /^(\w+)([?*+]|\{\d+\}|) (\w+)$/.exec(line) ?? [];
    const most = /\d+/.exec(sign)?.[0];
    const least = sign === '' || sign === '+' ? 1 : 0;
    return { name, type, least, most: sign === '*' || sign === '+' ? Infinity : Number(most ?? 1) } as Part;
  });
  parsed.set(group, parts);
  return parts;
}

/** Where a message is not built as its definition says, in sentences; the first ten. */
export function faultsOf(root: Element, structure: Structure): string[] {
  const faults: string[] = [];
  for (const fault of faultsIn(root, structure.root, root.name, structure)) {
    faults.push(fault);
    if (faults.length === 10) break;
  }
  return faults;
}

function* faultsIn(element: Element, type: string, path: string, structure: Structure): Generator<string> {
  if (type === 'Anything') return;
  const foreign = element.attributes.xmlns !== undefined && element.attributes.xmlns !== structure.namespace;
  if (foreign) yield `${path} belongs to another kind of message.`;
  const text = structure.texts[type];
  if (text) return yield* faultsInText(element, text, path);
  const group = structure.groups[type];
  if (!group) throw new Error(`no such type: ${type}`);
  if (element.text !== '') yield `${path} holds text where elements belong.`;
  yield* 'choice' in group
    ? faultsInChoice(element, partsOf(group), path, structure)
    : faultsInSequence(element, partsOf(group), path, structure);
}

function* faultsInText({ text, children, attributes }: Element, type: Text, path: string): Generator<string> {
  if (children.length > 0) yield `${path} holds elements where text belongs.`;
  else if (text === '') yield `${path} is empty.`;
  else if (!type.pattern.test(text)) yield `${path} is “${text.slice(0, 40)}”, which is not ${type.what}.`;
  if (type.currency && !/^[A-Z]{3}$/.test(attributes.Ccy ?? '')) yield `${path} has no currency.`;
}

function* faultsInChoice(element: Element, parts: Part[], path: string, structure: Structure): Generator<string> {
  const [child, second] = element.children;
  const names = parts.map(({ name }) => name).join(' or ');
  if (!child) return yield `${path} needs ${names}.`;
  if (second) return yield `${path} takes only one: ${names}.`;
  const part = parts.find(({ name }) => name === child.name);
  if (!part) return yield `${path} takes ${names}, and not ${child.name.slice(0, 40)}.`;
  yield* faultsIn(child, part.type, `${path}/${child.name}`, structure);
}

function* faultsInSequence(element: Element, parts: Part[], path: string, structure: Structure): Generator<string> {
  const counts = new Map<string, number>();
  let place = 0;
  for (const child of element.children) {
    const own = parts.findIndex(({ name }) => name === child.name);
    const part = parts[own];
    const at = `${path}/${child.name.slice(0, 40)}`;
    if (!part) {
      yield `${at} is not part of this message.`;
      continue;
    }
    if (own < place) yield `${at} stands in the wrong place.`;
    place = Math.max(place, own);
    const count = (counts.get(part.name) ?? 0) + 1;
    counts.set(part.name, count);
    if (count === part.most + 1) yield `${at} stands there more often than it may.`;
    yield* faultsIn(child, part.type, part.most > 1 ? `${at}[${count}]` : at, structure);
  }
  for (const { name, least } of parts) if (least > 0 && !counts.has(name)) yield `${path}/${name} is missing.`;
}
