import { DateTime } from 'luxon';
import { isWorked } from './year-places';

/** Somebody as they are from some instant on. */
export interface Somebody {
  id: string;
  name: string;
  email: string;
  role: string;
  right: string | null;
  cityId: string | null;
  zone: string;
  country: string | null;
  region: string;
  starts: string;
  gone: boolean;
}

export interface Owed {
  anchor: string;
  subject: string;
  at: Date;
  zone: string;
  until?: Date;
  cityId?: string;
  personId?: string;
}

/** What happened: somebody came, went or moved; something is due, or due on another date; it is not due any more. */
type Entry = { at: Date } & ({ person: Somebody } | { owed: Owed } | { over: string; subject: string });

export interface Span {
  from: Date;
  to: Date;
}

/** A reminder that has to go out: planned for an instant, carried then or when the queue goes again. */
export interface Awaited {
  key: string;
  words: string;
  subject: string;
  personId: string;
  at: Date;
  /** The date that it is then where they are. */
  on: string;
  carried: Date;
  fate: 'sent' | 'overtaken' | 'too late';
}

interface Rule {
  steps: number[];
  who: (somebody: Somebody, owed: Owed) => boolean;
  lead?: number;
}

const writes = (one: Somebody, owed: Owed): boolean =>
  one.role === 'city' && one.cityId === owed.cityId && one.right !== 'viewer';
const finance = ({ role }: Somebody): boolean => role === 'finance';
const program = ({ role }: Somebody): boolean => role === 'program';

/** The rules as PRODUCT says them, once more and by hand: days from the date, whom, and after how many days the program lead hears. */
const rules: Record<string, Rule> = {
  round_closes: { steps: [-14, -3, -1, 0], who: writes },
  draft_unfinished: { steps: [10, 24], who: writes },
  review_due: { steps: [-7, -2, 0, 3, 7, 11, 15], who: ({ id }, { personId }) => id === personId, lead: 7 },
  offer_expires: { steps: [-7, -2, 0], who: writes },
  agreement_unsigned: { steps: [14, 21, 28, 35], who: (one, owed) => writes(one, owed) || program(one), lead: 35 },
  report_due: { steps: [-14, -3, 0, 3, 10, 17, 24], who: writes, lead: 14 },
  instalment_due: { steps: [-14, 0, 7, 14, 21, 28], who: finance },
  details_unconfirmed: { steps: [3, 10, 17, 24], who: finance, lead: 14 },
};

/** When somebody's morning of a step is: on a day that they work; before the date where it announces it. */
function morning(owed: Owed, step: number, { zone, country, region, starts }: Somebody): Date {
  const due = DateTime.fromJSDate(owed.at, { zone }).startOf('day');
  const [hour = 9, minute = 0] = starts.split(':').map(Number);
  const opens = (day: DateTime): Date => day.set({ hour, minute }).toJSDate();
  let day = due.plus({ days: step });
  while (!isWorked(day, country, region)) day = day.plus({ days: 1 });
  if (step > 0 || opens(day) < owed.at) return opens(day);
  for (day = due; !isWorked(day, country, region) || opens(day) >= owed.at;) day = day.minus({ days: 1 });
  return opens(day);
}

/** Everything that became due in the year, written down as it happened; what had to be said of it is worked out of that afterwards. */
export class YearBook {
  readonly history: Entry[] = [];
  readonly outages: Span[] = [];

  person(at: Date, person: Somebody): void {
    this.history.push({ at, person: { ...person } });
  }

  owe(at: Date, owed: Owed): void {
    this.history.push({ at, owed: { ...owed } });
  }

  over(at: Date, anchor: string, subject: string): void {
    this.history.push({ at, over: `${anchor} ${subject}`, subject });
  }

  get count(): number {
    return new Set(this.history.flatMap((one) => ('owed' in one ? [`${one.owed.anchor} ${one.owed.subject}`] : [])))
      .size;
  }

  /** Whether anything was different about it in between: then a letter that was on its way may have become needless. */
  touched({ subject, personId }: Awaited, from: Date, to: Date): boolean {
    return this.history.some((one) => {
      if (one.at < from || one.at > to) return false;
      return 'person' in one
        ? one.person.id === personId
        : ('owed' in one ? one.owed.subject : one.subject) === subject;
    });
  }

  awaited(end: Date): Awaited[] {
    const year = new Replay(this.outages);
    for (const entry of this.history) {
      year.carry(entry.at);
      if ('person' in entry) year.people.set(entry.person.id, entry.person);
      else if ('owed' in entry) year.open.set(`${entry.owed.anchor} ${entry.owed.subject}`, entry.owed);
      else year.end(entry.over);
      const mine = 'person' in entry ? entry.person : undefined;
      const one = 'owed' in entry ? entry.owed : undefined;
      if (mine || one)
        year.plan(entry.at, one ? [one] : [...year.open.values()], mine ? [mine] : [...year.people.values()]);
    }
    year.carry(end);
    return year.said;
  }
}

type Waiting = Omit<Awaited, 'carried' | 'fate'> & { owed: Owed; group: string };

class Replay {
  readonly people = new Map<string, Somebody>();
  readonly open = new Map<string, Owed>();
  readonly said: Awaited[] = [];
  private readonly gone = new Set<string>();
  /** By what is due, then by person, then by key. */
  private readonly waiting = new Map<string, Map<string, Map<string, Waiting>>>();

  constructor(private readonly outages: Span[]) {}

  plan(now: Date, dues: Owed[], people: Somebody[]): void {
    for (const owed of dues) for (const somebody of people) this.replan(now, owed, somebody);
  }

  end(name: string): void {
    this.open.delete(name);
    this.waiting.delete(name);
  }

  private replan(now: Date, owed: Owed, somebody: Somebody): void {
    const name = `${owed.anchor} ${owed.subject}`;
    const before = this.waiting.get(name)?.get(somebody.id);
    const after = new Map<string, Waiting>();
    for (const one of this.wanted(owed, somebody)) {
      // What would have been before now is not made up for; where it waits already it goes on waiting.
      const stays = one.at > now ? one : before?.get(one.key);
      if (stays && !this.gone.has(one.key)) after.set(one.key, stays);
    }
    if (before || after.size > 0) {
      if (!this.waiting.has(name)) this.waiting.set(name, new Map());
      this.waiting.get(name)?.set(somebody.id, after);
    }
  }

  private wanted(owed: Owed, somebody: Somebody): Waiting[] {
    const rule = rules[owed.anchor];
    if (!rule || somebody.gone) return [];
    const steps = [
      ...(rule.who(somebody, owed) ? rule.steps.map((step) => ({ step, lead: false })) : []),
      ...(program(somebody) && rule.lead !== undefined ? [{ step: rule.lead, lead: true }] : []),
    ].sort((a, b) => a.step - b.step || Number(a.lead) - Number(b.lead));
    const on = DateTime.fromJSDate(owed.at, { zone: owed.zone }).toISODate() ?? '';
    const all = steps.map(({ step, lead }) => {
      const at = morning(owed, step, somebody);
      return {
        key: [owed.anchor, owed.subject, on, lead ? 'lead' : step, somebody.id].join(' '),
        words: `${somebody.name} of ${owed.anchor} ${owed.subject}, due on ${on}, ${lead ? 'as the lead' : `${step} days`}`,
        ...{ subject: owed.subject, personId: somebody.id, at, owed },
        on: DateTime.fromJSDate(at, { zone: somebody.zone }).toISODate() ?? '',
        group: `${lead ? 'lead' : owed.anchor} ${owed.subject} ${somebody.id}`,
      };
    });
    const last = all.filter(({ at }, i) => !all.slice(i + 1).some((later) => later.at.getTime() === at.getTime()));
    return last.filter(({ at }) => !owed.until || at < owed.until);
  }

  /** What is due before then goes out; after an outage the newest of each. */
  carry(before: Date): void {
    const ready = [...this.waiting.values()]
      .flatMap((people) => [...people.values()].flatMap((keys) => [...keys.values()]))
      .map((one) => ({
        ...one,
        carried: this.outages.find(({ from, to }) => from <= one.at && one.at < to)?.to ?? one.at,
      }))
      .filter(({ carried }) => carried < before);
    for (const { owed, group, ...one } of ready.sort((a, b) => a.at.getTime() - b.at.getTime())) {
      const overtaken = ready.some((later) => later.group === group && later.at > one.at && later.at <= one.carried);
      const late = owed.until !== undefined && owed.until <= one.carried;
      this.said.push({ ...one, fate: overtaken ? 'overtaken' : late ? 'too late' : 'sent' });
      this.gone.add(one.key);
      this.waiting.get(`${owed.anchor} ${owed.subject}`)?.get(one.personId)?.delete(one.key);
    }
  }
}
