import type { Awaited, YearBook } from './year-book';
import { daysOff } from './year-places';
import type { YearPost } from './year-post';
import type { World } from './world';

/** A reminder as the system has it, with its letter where there is one. */
interface Kept {
  key: string;
  person: string;
  email: string;
  outbox: string;
  mailId: string | null;
  mail: string | null;
  error: string | null;
}

export interface Account {
  differences: string[];
  counts: Record<string, number>;
}

const hours = (n: number): number => n * 3_600_000;

/** Compares what went out with what had to, in sentences. */
export async function accountOf(world: World, book: YearBook, post: YearPost): Promise<Account> {
  const awaited = book.awaited(world.clock.now());
  const kept = new Map((await world.sql<Kept>(keptSql)).map((one) => [one.key, one]));
  const arrivals = new Map<string, YearPost['arrivals']>();
  for (const one of post.arrivals) arrivals.set(one.mailId, [...(arrivals.get(one.mailId) ?? []), one]);
  const came = (one: Kept | undefined) => arrivals.get(one?.mailId ?? '') ?? [];
  const meant = new Map(awaited.map((one) => [one.key, one]));
  const unmeant = [...kept].filter(([key, one]) => !meant.has(key) && came(one).length > 0);
  const counts: Record<string, number> = {
    ...{ obligations: book.count, reminders: awaited.length, letters: post.arrivals.length, hops: post.hops },
    overtaken: awaited.filter(({ fate }) => fate === 'overtaken').length,
    'too late': awaited.filter(({ fate }) => fate === 'too late').length,
    unknown: (await world.sql(`select 1 from mail where state = 'unknown'`)).length,
    'second copies': [...arrivals.values()].filter(({ length }) => length > 1).length,
  };
  const differences = [
    ...unmeant.map(
      ([key, one]) => `${one.person} was told at ${at(came(one)[0]?.at)} of ${key}, which no rule asks for.`,
    ),
    ...awaited.flatMap((one) => differencesOf(one, kept.get(one.key), came(kept.get(one.key)), book, post)),
    ...(await othersOf(world, arrivals)),
    ...daysOffOf(awaited, kept),
  ];
  return { differences, counts };
}

const at = (instant: Date | undefined): string => instant?.toISOString() ?? 'no time';

/** What was to be tried again when the queue stood still is tried when it goes on. */
const afterOutage = (latest: Date, carried: Date, { outages }: YearPost): Date =>
  outages.reduce(
    (end, { from, to }) => (carried < from && from < end ? new Date(to.getTime() + hours(5)) : end),
    latest,
  );

function differencesOf(
  one: Awaited,
  kept: Kept | undefined,
  came: YearPost['arrivals'],
  book: YearBook,
  post: YearPost,
): string[] {
  const [first, second, third] = came;
  const trouble = post.troubles.find(({ from, to }) => from <= one.carried && one.carried < to);
  const latest = trouble ? afterOutage(new Date(one.carried.getTime() + hours(5)), one.carried, post) : one.carried;
  const what = `${one.words}, planned for ${at(one.at)}`;
  if (!kept) return [`Nobody planned to tell ${what}.`];
  if (one.fate !== 'sent') {
    if (first) return [`It was ${one.fate} to tell ${what}; a letter left at ${at(first.at)} all the same.`];
    const marked = one.fate === 'overtaken' ? kept.outbox === 'overtaken' : kept.mail === 'skipped';
    return marked
      ? []
      : [`It was ${one.fate} to tell ${what}; that stands as ${kept.outbox}, ${kept.mail}: ${kept.error}.`];
  }
  if (!first) {
    const needless = trouble && kept.mail === 'skipped' && book.touched(one, one.carried, latest);
    return needless ? [] : [`Nobody told ${what}: ${kept.outbox}, ${kept.mail}, ${kept.error}.`];
  }
  return [
    ...(first.at < one.carried || first.at > latest ? [`${at(first.at)} instead of ${at(one.carried)}: ${what}.`] : []),
    ...(first.to === kept.email ? [] : [`It went to ${first.to}: ${what}.`]),
    ...(second && !trouble ? [`Told twice, at ${at(first.at)} and ${at(second.at)}: ${what}.`] : []),
    ...(second && !/second time/.test(kept.error ?? '') && kept.mail !== 'unknown'
      ? [`A second copy is not marked: ${what}.`]
      : []),
    ...(third ? [`Told three times: ${what}.`] : []),
  ];
}

/** Of everything else: each letter once, decisions never twice, and nothing is left lying. */
async function othersOf(world: World, arrivals: Map<string, YearPost['arrivals']>): Promise<string[]> {
  const mail = await world.sql<{ id: string; kind: string; state: string; subject: string; error: string }>(
    'select id, kind, state, subject, error from mail',
  );
  return mail.flatMap(({ id, kind, state, subject, error }) => {
    const copies = arrivals.get(id)?.length ?? 0;
    const said = `“${subject}” (${kind}, ${state}: ${error})`;
    if (kind === 'decision' && copies > 1) return [`A decision arrived ${copies} times: ${said}.`];
    if (copies > 1 && state !== 'unknown' && !/second time/.test(error))
      return [`Its second copy is not marked: ${said}.`];
    if (state === 'sent')
      return copies === 0 ? [`It never arrived: ${said}.`] : copies > 2 ? [`It came often: ${said}.`] : [];
    if (state === 'unknown') return copies === 0 ? [`Nothing of it came: ${said}.`] : [];
    return state === 'skipped' ? (copies > 0 ? [`It came: ${said}.`] : []) : [`It is left lying: ${said}.`];
  });
}

/** The calendars by hand: nobody of a city was reminded while nobody works there. */
const daysOffOf = (awaited: Awaited[], kept: Map<string, Kept>): string[] =>
  awaited.flatMap(({ key, on, words }) => {
    const city = (kept.get(key)?.person ?? '').replace(/ \d+$/, '');
    return daysOff[city]?.includes(on) ? [`${on} is a holiday in ${city}: ${words}.`] : [];
  });

const keptSql = `
  select d.anchor || ' ' || d.subject || ' ' || split_part(o.key, ':', 3) || ' '
           || case when o.escalation then 'lead' else o.step::text end || ' ' || o.person_id as key,
         p.name as person, p.email, o.state as outbox, m.id as "mailId", m.state as mail, m.error
    from outbox o join deadline d on d.id = o.deadline_id join person p on p.id = o.person_id
    left join mail m on m.outbox_id = o.id`;
