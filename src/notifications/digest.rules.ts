import type { DigestItem } from '../events';
import { dateIn, daysBetween, instantOf, plusDays } from '../kernel/time';

/** When the one letter of the morning goes out. */
const digestTime = '09:30';

/** The next morning on which the reader works, in their zone; today's, where it is still to come. */
export function digestAfter(now: Date, zone: string, works: (on: string) => boolean): Date {
  const today = dateIn(now, zone);
  for (let days = 0; days < 30; days += 1) {
    const on = plusDays(today, days);
    const at = instantOf(`${on}T${digestTime}`, zone);
    if (at > now && works(on)) return at;
  }
  return instantOf(`${plusDays(today, 1)}T${digestTime}`, zone);
}

/** The headings of the letter, in their order. */
const groups = ['Overdue', 'Due today', 'Due within a week', 'Due later', 'Also new'] as const;

/** Under which heading something stands that is due then, or is not due at all. */
export function groupOf(dueAt: Date | null, now: Date, zone: string): (typeof groups)[number] {
  if (!dueAt) return 'Also new';
  if (dueAt <= now) return 'Overdue';
  const days = daysBetween(dateIn(now, zone), dateIn(dueAt, zone));
  return days === 0 ? 'Due today' : days <= 7 ? 'Due within a week' : 'Due later';
}

/** A letter that waited for the one of the morning. */
export interface Gathered {
  id: string;
  title: string;
  text: string;
  timeZone: string;
  country: string | null;
  region: string;
  dueAt: Date | null;
}

/** Where the one link of a letter leads. */
function pathIn(text: string): string {
  const href = /^https?:\/\/\S+$/m.exec(text)?.[0];
  if (href === undefined || !URL.canParse(href)) return '/';
  const { pathname, search, hash } = new URL(href);
  return `${pathname}${search}${hash}`;
}

const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

/** What is due first stands first; what is not due at all comes last. */
export function itemsOf(gathered: Gathered[], now: Date, zone: string): DigestItem[] {
  const rows = gathered.map((row) => ({ row, group: groupOf(row.dueAt, now, zone) }));
  const at = ({ dueAt }: Gathered): number => dueAt?.getTime() ?? Infinity;
  rows.sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || Math.sign(at(a.row) - at(b.row)) || 0);
  return rows.map(({ row: { id, title, text }, group }) => ({
    ...{ mailId: id, title, group },
    line: oneLine(text.split('\n\n')[1] ?? '').slice(0, 300),
    link: pathIn(text),
  }));
}
