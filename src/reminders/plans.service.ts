import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Contacts } from './audience.rules';
import { partOf } from './audience.rules';
import { type Candidate, carryOut, findCandidates, formerRows } from './plan.rows';
import { compare, dueOn, keyOf, type OpenDeadline, type PlanChange, type PlanRow } from './plan.rules';
import { type Part, planOf, type PlannedStep } from './planning.rules';
import type { ReminderRule } from './anchor.rules';
import { RuleBook } from './rule-book';
import { workingDaysOf } from './working-days.rules';

export interface PlanOptions {
  /** The rules as they would be; otherwise they are read. */
  book?: RuleBook;
  /** Only for these people; otherwise for everybody. */
  people?: string[];
  /** Nothing was planned for them before. */
  fresh?: ReadonlySet<string>;
}

/** Works out whom each thing that is due concerns and when they hear of it: for any number of things in a few queries. */
@Injectable()
export class Plans {
  /** Plans them as the rules say, moves and calls off what was planned otherwise. */
  async make(tx: EntityManager & { now: Date }, dues: OpenDeadline[], options: PlanOptions = {}): Promise<PlanChange> {
    const change = await this.difference(tx, dues, options);
    await carryOut(tx, change);
    return change;
  }

  /** What planning them would change, without doing it. */
  async difference(
    tx: EntityManager & { now: Date },
    dues: OpenDeadline[],
    { book, people, fresh }: PlanOptions = {},
  ): Promise<PlanChange> {
    const rules = book ?? (await RuleBook.read(tx, [...new Set(dues.map(({ roundId }) => roundId).filter(isSaid))]));
    const rows = await this.rows(tx, dues, rules, people ?? null);
    const planned = dues.filter(({ id }) => !fresh?.has(id)).map(({ id, subject }) => [id, subject] as const);
    return compare(rows, await formerRows(tx, new Map(planned), people ?? null), tx.now);
  }

  private async rows(
    tx: EntityManager,
    dues: OpenDeadline[],
    book: RuleBook,
    only: string[] | null,
  ): Promise<PlanRow[]> {
    if (dues.length === 0) return [];
    const cases = dues.map((due) => ({ due, rule: book.of(due.anchor, due.roundId), named: book.named(due.roundId) }));
    const found = await findCandidates(tx, {
      organisations: [...new Set(dues.map(({ organisationId }) => organisationId).filter(isSaid))],
      people: [...new Set(cases.flatMap(({ due, named }) => [due.personId, ...Object.values(named)]).filter(isSaid))],
      roles: [...new Set(cases.flatMap((one) => rolesOf(one)))],
      only,
    });
    const crowd = new Crowd(found);
    const planner = new Planner();
    return cases.flatMap((one) => crowd.around(one).flatMap((person) => planner.rowsOf(one, person)));
  }
}

interface Case {
  due: OpenDeadline;
  rule: ReminderRule;
  named: Contacts;
}

const isSaid = (id: string | null): id is string => id !== null;

/** The roles of which everybody is meant, because nobody is named. */
const rolesOf = ({ due, rule, named }: Case): string[] => [
  ...(rule.audience.includes('staff_owner') && named.staffOwnerId === null ? [due.staffRole] : []),
  ...(rule.escalateAfter !== null && named.programLeadId === null ? ['program'] : []),
];

/** Finds those whom one thing may concern among all who were found. */
class Crowd {
  private readonly byPlace = new Map<string, Candidate[]>();

  constructor(people: Candidate[]) {
    for (const person of people) {
      for (const place of [
        person.id,
        person.role,
        ...(person.organisationId === null ? [] : [person.organisationId]),
      ]) {
        const there = this.byPlace.get(place);
        if (there) there.push(person);
        else this.byPlace.set(place, [person]);
      }
    }
  }

  around(one: Case): Candidate[] {
    const { due, named } = one;
    const places = [due.organisationId, due.personId, named.staffOwnerId, named.programLeadId, ...rolesOf(one)];
    return [...new Set(places.filter(isSaid).flatMap((place) => this.byPlace.get(place) ?? []))];
  }
}

/** Works the same plan out once, however many things and people it holds for. */
class Planner {
  private readonly known = new Map<string, PlannedStep[]>();
  private readonly rules = new Map<ReminderRule, number>();

  rowsOf({ due, rule, named }: Case, person: Candidate): PlanRow[] {
    const part = partOf(person, due, rule, named);
    if (!part.reminded && !part.escalated) return [];
    const on = dueOn(due);
    return this.steps(due, rule, person, part).map((step) => ({
      ...step,
      key: keyOf(due, on, step, person.id),
      due,
      personId: person.id,
      person: person.name,
      zone: person.zone,
    }));
  }

  private steps(due: OpenDeadline, rule: ReminderRule, person: Candidate, part: Part): PlannedStep[] {
    const number = this.rules.get(rule) ?? this.rules.size;
    this.rules.set(rule, number);
    const { zone, dayStarts, place, country, region } = person;
    const when = `${due.dueAt.getTime()} ${due.until?.getTime() ?? ''}`;
    const key = [when, number, part.reminded, part.escalated, zone, dayStarts, place, country, region].join('|');
    const who = { zone, dayStarts, place, days: workingDaysOf(country, region) };
    const found = this.known.get(key) ?? planOf(due, rule, who, part);
    this.known.set(key, found);
    return found;
  }
}
