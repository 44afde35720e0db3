import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Options = Record<string, unknown>;

/** Examples of a GOV.UK Frontend component: name, options, and the HTML that they must give. */
export function fixtures(component: string, names: string): [string, Options, string][] {
  const govuk = join(dirname(require.resolve('govuk-frontend/package.json')), 'dist/govuk/components');
  const file = readFileSync(join(govuk, component, 'fixtures.json'), 'utf8');
  const all = (JSON.parse(file) as { fixtures: { name: string; options: Options; html: string }[] }).fixtures;
  return names.split(' | ').map((name) => {
    const fixture = all.find((one) => one.name === name);
    if (!fixture) throw new Error(`${component} has no fixture "${name}" any more.`);
    return [name, fixture.options, fixture.html];
  });
}

/** The elements, attributes and words of a piece of HTML, without what browsers do not see. */
export function essence(html: string): string[] {
  const tokens = html.replaceAll(/<!--.*?-->/gs, '').match(/<(?:"[^"]*"|[^">])+>|[^<]+/g) ?? [];
  return tokens.flatMap((token) => (token.startsWith('<') ? tag(token) : words(token)));
}

/** Ours adds these: names for stacked cells, no second sending, the table's region. */
const unseen = new Set(['data-label', 'data-prevent-double-click', 'xmlns']);
const voids = new Set(['input', 'br', 'hr', 'img']);

function tag(token: string): string[] {
  const [, name = '', rest = ''] = /^<\/?([\w-]+)(.*?)\/?>$/s.exec(token) ?? [];
  if (token.startsWith('</')) return [`</${name}>`];
  const attributes = [...rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)]
    .filter(([, key = '']) => !unseen.has(key))
    .map(([, key = '', value = '']) => `${key}="${plain(value).split(/\s+/).filter(Boolean).sort().join(' ')}"`);
  const open = `<${[name, ...attributes.sort()].join(' ')}>`;
  return token.endsWith('/>') && !voids.has(name) ? [open, `</${name}>`] : [open];
}

function words(token: string): string[] {
  const text = plain(token).replaceAll(/\s+/g, ' ').trim();
  return text === '' ? [] : text.split(' ');
}

const plain = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
