import type { EntityManager } from 'typeorm';
import { type Anchor, type ReminderRule, standardRules } from './anchor.rules';
import { type Contacts, nobodyNamed } from './audience.rules';

type RoundId = string | null;

/** The rules and the people named for some rounds, read at once. */
export class RuleBook {
  private readonly rules = new Map<string, ReminderRule>();
  private readonly contacts = new Map<string, Contacts>();

  static async read(tx: EntityManager, rounds: string[]): Promise<RuleBook> {
    const book = new RuleBook();
    const [found] = (await tx.query(bookSql, [rounds])) as { rules: Row[] | null; contacts: Named[] | null }[];
    for (const { roundId, anchor, ...rule } of found?.rules ?? []) book.say(anchor, roundId, rule);
    for (const { roundId, ...named } of found?.contacts ?? []) book.name(roundId, named);
    return book;
  }

  /** What holds: the round's own rule, or else that of all rounds, or else ours. */
  of(anchor: Anchor, roundId: RoundId): ReminderRule {
    return this.rules.get(place(anchor, roundId)) ?? this.rules.get(place(anchor, null)) ?? standardRules[anchor];
  }

  named(roundId: RoundId): Contacts {
    return this.contacts.get(roundId ?? '') ?? nobodyNamed;
  }

  /** Reads on as if this were the rule. */
  say(anchor: Anchor, roundId: RoundId, rule: ReminderRule): void {
    this.rules.set(place(anchor, roundId), rule);
  }

  /** Reads on as if nobody had written this one down. */
  drop(anchor: Anchor, roundId: RoundId): void {
    this.rules.delete(place(anchor, roundId));
  }

  /** Reads on as if these were the people. */
  name(roundId: string, named: Contacts): void {
    this.contacts.set(roundId, named);
  }
}

type Row = ReminderRule & { roundId: RoundId; anchor: Anchor };
type Named = Contacts & { roundId: string };

const place = (anchor: Anchor, roundId: RoundId): string => `${anchor} ${roundId ?? ''}`;

/** Somebody who left, or is no member of staff any more, is nobody. */
const bookSql = `
  with asked as (select unnest($1::uuid[]) as round_id),
  present as (select id from person where disabled_at is null and role in ('program', 'finance', 'admin'))
  select
    (select json_agg(json_build_object('roundId', r.round_id, 'anchor', r.anchor, 'active', r.active, 'daysBefore', r.days_before,
        'onTheDay', r.on_the_day, 'firstAfter', r.first_after, 'every', r.every, 'times', r.times, 'audience', r.audience,
        'escalateAfter', r.escalate_after))
       from reminder_rule r where r.round_id is null or r.round_id in (select round_id from asked)) as rules,
    (select json_agg(json_build_object('roundId', c.round_id,
        'staffOwnerId', (select id from present where id = c.staff_owner_id),
        'programLeadId', (select id from present where id = c.program_lead_id)))
       from round_contact c where c.round_id in (select round_id from asked)) as contacts`;
