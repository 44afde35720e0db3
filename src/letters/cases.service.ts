import { Injectable } from '@nestjs/common';
import type { EventName } from '../events';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import { isId } from '../kernel/id';
import { Queries } from '../kernel/queries';
import { dateIn, formatDate } from '../kernel/time';
import type { Reminded } from './deadlines-told';
import { escalated } from './escalation';
import type { Audience, Reader } from './letter';
import { type Known, knownOf, lettersOf } from './letters';
import { type Case, Previews } from './previews.service';
import { Readers } from './readers';
import { sampleNow, sampleOf, sampleReader } from './sample-case';
import type { LetterCase, LetterField } from './texts-view.dto';

/** Something that happened, or is due, as it would be told. */
interface Happened {
  id: string;
  data: object;
  at: Date;
  actorId: string | null;
}

interface DeadlineRow extends Omit<Reminded, 'nextAt'> {
  id: string;
  dueAt: Date;
  dueZone: string;
}

const sample = 'sample';
const sampleName = 'An invented case';
const shown = 10;

/** Of which deadlines a reminder speaks. */
const anchorOf: Partial<Record<EventName, string>> = {
  'application.reminder': 'round_closes',
  'draft.reminder': 'draft_unfinished',
  'review.reminder': 'review_due',
  'offer.reminder': 'offer_expires',
  'agreement.reminder': 'agreement_unsigned',
  'report.reminder': 'report_due',
  'instalment.reminder': 'instalment_due',
  'bank_details.reminder': 'details_unconfirmed',
};

/** The cases in which a letter can be seen: the latest real ones, and an invented one. Who may see letters may see every case. */
@Injectable()
export class Cases {
  constructor(
    private readonly queries: Queries,
    private readonly readers: Readers,
    private readonly previews: Previews,
  ) {}

  /** The latest ten, newest first, and the invented one last. */
  async list(id: string, actor: Actor): Promise<LetterCase[]> {
    const real = (await this.happened(knownOf(id), null)).slice(0, shown);
    return [...real.map((one) => ({ id: one.id, name: nameOf(one, actor) })), { id: sample, name: sampleName }];
  }

  /** @param chosen left out, the latest real case @throws Missing */
  async find(id: string, chosen: string | undefined, actor: Actor): Promise<{ about: LetterCase; of: Case }> {
    const letter = knownOf(id);
    const [found] = chosen === sample ? [] : await this.happened(letter, chosen ?? null);
    if (!found && chosen !== undefined && chosen !== sample) throw new Missing('case');
    const of = found ? await this.real(letter, found, actor) : await this.invented(letter, actor);
    return { about: found ? { id: found.id, name: nameOf(found, actor) } : { id: sample, name: sampleName }, of };
  }

  /** The fields of a letter, each with what it says in the invented case. */
  fields(id: string): LetterField[] {
    const values = this.previews.values(id, { data: sampleFor(knownOf(id)), reader: sampleReader, at: sampleNow });
    return Object.entries(values).map(([name, example]) => ({ name, example }));
  }

  /** What a secret was told of is nobody else's business. */
  private async happened(letter: Known, only: string | null): Promise<Happened[]> {
    if (letter.letter.secret !== undefined || letter.event === 'letter.tried') return [];
    const anchor = anchorOf[letter.event];
    if (anchor === undefined && letter.event !== 'deadline.escalated') return this.told(letter, only);
    const rows = await this.queries.rows<DeadlineRow>('letter-case-deadlines', deadlinesSql, [anchor ?? null, only]);
    return rows.map((row) => reminded(letter, row));
  }

  private async told(letter: Known, only: string | null): Promise<Happened[]> {
    const rows = await this.queries.rows<Happened>('letter-cases', toldSql, [letter.event, only]);
    return rows.filter(({ data }) => isFor(letter, data));
  }

  private async real(letter: Known, { data, at, actorId }: Happened, actor: Actor): Promise<Case> {
    return { data, at, reader: await this.reader(letter.letter.to(data as never), data, actorId, actor) };
  }

  private async invented(letter: Known, actor: Actor): Promise<Case> {
    const data = sampleFor(letter);
    const isStaff = forStaff(letter.letter.to(data as never));
    return { data, at: sampleNow, reader: (isStaff && (await this.readers.one(actor.id))) || sampleReader };
  }

  /** Whoever would get it; of a letter to staff, whoever looks. */
  private async reader(audience: Audience, data: object, actorId: string | null, actor: Actor): Promise<Reader> {
    if (forStaff(audience)) return (await this.readers.one(actor.id)) ?? sampleReader;
    if ('everyCity' in audience) return sampleReader;
    const { holderId } = data as { holderId?: string };
    const whom = 'reminded' in audience ? { city: holderId ?? '' } : audience;
    const [reader] = Object.values(whom).every(isId) ? await this.readers.of(whom, actorId) : [];
    return reader ?? sampleReader;
  }
}

const forStaff = (audience: Audience): boolean =>
  'actor' in audience || 'roles' in audience || ('reminded' in audience && !audience.reminded.includes('city'));

/** Of several letters to the same people only the first that fits is written. */
function isFor({ id, event, letter }: Known, data: object): boolean {
  const audience = (of: Known): string => JSON.stringify(of.letter.to(data as never));
  const own = JSON.stringify(letter.to(data as never));
  const first = lettersOf(event).find((one) => audience(one) === own && fits(one, data));
  return own !== JSON.stringify({ roles: [] }) && first?.id === id;
}

const fits = ({ letter }: Known, data: object): boolean => letter.when?.(data as never, sampleReader) !== false;

/** The invented case, so many days before or after its date as this letter is for. */
function sampleFor(letter: Known): object {
  const data = sampleOf(letter.event);
  return 'days' in data ? { ...data, days: daysFor(letter, data, data.days) } : data;
}

const daysFor = (letter: Known, data: object, usual: number): number =>
  [usual, -3, 0, 3].find((days) => fits(letter, { ...data, days })) ?? usual;

/** A deadline as it would be told on such a day. */
function reminded(letter: Known, { id, data, dueAt, dueZone, ...thing }: DeadlineRow): Happened {
  const more = letter.event === 'deadline.escalated' ? escalated({ ...thing, data, nextAt: null }) : {};
  const facts = { ...data, ...more, dueAt: dueAt.toISOString(), dueZone };
  const { days: usual } = sampleOf('deadline.escalated');
  const days = daysFor(letter, facts, letter.event === 'deadline.escalated' ? usual : -3);
  const at = new Date(dueAt.getTime() + days * 86_400_000);
  return { id, data: { ...facts, days }, at, actorId: null };
}

/** What it is about, and when. */
function nameOf({ data, at }: Happened, { timeZone }: Actor): string {
  const facts = data as Record<string, unknown>;
  const words = ['title', 'award', 'round', 'reviewer', 'holder', 'funder', 'person', 'address'].map(
    (key) => facts[key],
  );
  const told = words.filter((word) => typeof word === 'string' && word !== '').slice(0, 2);
  const due = typeof facts.dueAt === 'string' && typeof facts.dueZone === 'string';
  const day = due ? `due ${dayIn(new Date(String(facts.dueAt)), String(facts.dueZone))}` : dayIn(at, timeZone);
  return [...told, day].join(', ');
}

const dayIn = (instant: Date, zone: string): string => formatDate(dateIn(instant, zone));

const toldSql = `
  select id, data, due_at as at, actor_id as "actorId" from outbox
   where event = $1 and deadline_id is null and ($2::uuid is null or id = $2) order by due_at desc limit 50`;

const deadlinesSql = `
  select d.id, d.anchor, d.title, coalesce(g.name, p.name, 'nobody in particular') as who, d.data, d.due_at as "dueAt", d.due_zone as "dueZone"
    from deadline d left join organisation g on g.id = d.organisation_id left join person p on p.id = d.person_id
   where ($1::text is null or d.anchor = $1) and ($2::uuid is null or d.id = $2) order by d.created_at desc limit ${shown}`;
