import { fill, paragraphs } from './merge';
import type { DigestItem } from '../events';
import { oneLine, type Values } from './fields';
import type { Words } from './letter';
import { asHtml, asText, type ItemGroup } from './letter-page';

/** Everything around the words of a letter. */
export interface Around {
  /** Of the reader, for the greeting. */
  name: string;
  /** The address that links begin with. */
  site: string;
  /** A path of ours. */
  link: string;
  foot: string[];
  leave?: { text: string; href: string };
  groups?: ItemGroup[];
  demo: boolean;
}

export interface Rendered {
  subject: string;
  text: string;
  html: string;
}

/** A letter as it is sent: its words with their fields filled in, as text and as HTML. */
export function rendered(
  words: Words,
  values: Values,
  { name, site, link, foot, leave, groups, demo }: Around,
): Rendered {
  const subject = fill(words.subject, values).slice(0, 200).trim();
  const page = {
    greeting: `Dear ${name},`,
    lines: paragraphs(words.body, values),
    groups: (groups ?? []).map(({ heading, items }) => ({
      heading,
      items: items.map((item) => ({ ...item, link: pageAt(site, item.link) })),
    })),
    action: { text: fill(words.button, values).slice(0, 80), href: pageAt(site, link) },
    foot,
    leave,
    demo,
  };
  return { subject, text: asText(page), html: asHtml(subject, page) };
}

/** What a letter that gathers others lists, under its headings in the order in which they come. */
export function groupsOf(data: object): ItemGroup[] {
  const { items = [] } = data as { items?: DigestItem[] };
  return [...new Set(items.map(({ group }) => group))].map((heading) => ({
    heading,
    items: items
      .filter(({ group }) => group === heading)
      .map(({ title, line, link }) => ({ title: oneLine(title), line: oneLine(line), link })),
  }));
}

/** Nothing but a page of ours is linked. */
export function pageAt(site: string, path: string): string {
  const url = new URL(path, site);
  return url.origin === new URL(site).origin ? url.href : new URL('/', site).href;
}
