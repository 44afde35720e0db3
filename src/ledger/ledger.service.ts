import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Conflict } from '../kernel/errors';
import { Queries } from '../kernel/queries';
import { codeOf, type Tx } from '../kernel/transaction';
import type { Line, Stage } from './postings';

export type PostingKind =
  | 'pledge.signed'
  | 'pledge.written_off'
  | 'contribution.received'
  | 'contribution.refunded'
  | 'restriction.moved'
  | 'overhead.paid'
  | 'correction'
  | 'round.reserved'
  | 'round.given_back'
  | 'award.approved'
  | 'award.withdrawn'
  | 'award.accepted'
  | 'award.raised'
  | 'award.decommitted'
  | 'instalment.approved'
  | 'instalment.revoked'
  | 'payment.released'
  | 'payment.fx_lost'
  | 'payment.fx_gained'
  | 'payment.settled'
  | 'payment.failed'
  | 'payment.returned'
  | 'refund.demanded'
  | 'refund.received'
  | 'refund.written_off';

/** One business event as the journal keeps it. */
export interface Posting {
  kind: PostingKind;
  /** `award:<uuid>` */
  subject: string;
  /** Which time this happens to the subject, from 1. */
  occurrence?: number;
  lines: readonly Line[];
}

/** What an event moved into a pot, and what is in that now. */
export interface Moved {
  restriction: string | null;
  contribution: string | null;
  cents: number;
  held: number;
}

/** Amounts by stage, in minor units. */
export type Stages = Record<Stage, number>;

/** Money moves here and nowhere else; the database refuses what must not be. */
@Injectable()
export class Ledger {
  constructor(private readonly queries: Queries) {}

  /**
   * Posts one event and holds the ledger until the transaction ends: do it last.
   * The same event posted again changes nothing.
   * @param refuse makes the refusal out of the cents there are, when they do not suffice
   * @returns the number of the transaction
   */
  async post(tx: Tx, posting: Posting, refuse: (heldCents: number) => Error = notEnough): Promise<number> {
    return this.enter(tx, posting.kind, posting.subject, posting.occurrence ?? 1, { lines: posting.lines }, refuse);
  }

  /** Posts the exact mirror of an earlier transaction of the same subject. @throws Conflict when its money has moved on */
  async reverse(tx: Tx, subject: string, seq: number, occurrence: number): Promise<number> {
    return this.enter(tx, 'correction', subject, occurrence, { reverses: seq }, movedOn);
  }

  private async enter(
    tx: Tx,
    kind: PostingKind,
    subject: string,
    occurrence: number,
    content: { lines?: readonly Line[]; reverses?: number },
    refuse: (heldCents: number) => Error,
  ): Promise<number> {
    const entry = {
      kind,
      subject,
      occurrence,
      key: `${kind}:${subject}:${occurrence}`,
      actor: tx.actor.id,
      at: tx.now,
    };
    try {
      const [row] = (await tx.query('select ledger.post($1) as posted', [
        JSON.stringify({ ...entry, ...content }),
      ])) as {
        posted: { seq: number };
      }[];
      return row?.posted.seq ?? 0;
    } catch (error) {
      const { detail, constraint } = error as { detail?: string; constraint?: string };
      if (codeOf(error) === 'LG001') throw refuse(Number(detail ?? 0));
      if (constraint === 'account_floor' && content.reverses !== undefined) throw movedOn();
      throw error;
    }
  }

  /** What a fund, a round or an award has in each stage; the cost does not grow with the number of transfers. */
  async stages(where: { fund?: string; round?: string; award?: string }): Promise<Stages> {
    const rows = await this.queries.rows<{ kind: Stage; cents: string }>(
      'ledger.stages',
      `select kind, sum(balance)::text as cents from ledger.account
        where book = 'budget' and ($1::uuid is null or fund_id = $1) and ($2::uuid is null or round_id = $2)
          and ($3::uuid is null or award_id = $3) group by kind`,
      [where.fund ?? null, where.round ?? null, where.award ?? null],
    );
    const stages: Stages = { ...empty };
    for (const { kind, cents } of rows) stages[kind] = Number(cents);
    return stages;
  }

  /** What stands in each of the given stages, as this transaction sees it. */
  async heldIn(within: EntityManager, stages: Stage[], where: { round?: string; award?: string }): Promise<number[]> {
    const rows = (await within.query(
      `select coalesce(sum(a.balance), 0)::text as cents from unnest($1::text[]) with ordinality as s(kind, place)
         left join ledger.account a on a.book = 'budget' and a.kind = s.kind
          and a.round_id is not distinct from $2 and a.award_id is not distinct from $3
        group by s.place order by s.place`,
      [stages, where.round ?? null, where.award ?? null],
    )) as { cents: string }[];
    return rows.map(({ cents }) => Number(cents));
  }

  /** Into which pots an event moved money, and what these hold now. */
  async movedInto(within: EntityManager, kind: PostingKind, subject: string): Promise<Moved[]> {
    const rows = (await within.query(
      `select c.restriction_id as restriction, c.contribution_id as contribution, f.cents::text as cents, c.balance::text as held
         from ledger.transaction t join ledger.transfer f on f.transaction = t.seq join ledger.account c on c.id = f.credit
        where t.kind = $1 and t.subject = $2 and c.book = 'budget' order by f.position`,
      [kind, subject],
    )) as (Omit<Moved, 'cents' | 'held'> & { cents: string; held: string })[];
    return rows.map(({ cents, held, ...pot }) => ({ ...pot, cents: Number(cents), held: Number(held) }));
  }

  /** How much a draw in this order would find. */
  async drawable(
    tx: Tx,
    stage: Stage,
    where: { round: string } | { fund: string },
    order: readonly (string | null)[],
  ): Promise<number> {
    const [place, id] = 'round' in where ? ['round_id', where.round] : ['fund_id', where.fund];
    const [row] = (await tx.query(
      `select coalesce(sum(balance), 0)::text as cents from ledger.account
        where book = 'budget' and kind = $1 and ${place} = $2 and (restriction_id is null or restriction_id = any($3::uuid[]))`,
      [stage, id, order.filter((restriction) => restriction !== null)],
    )) as { cents: string }[];
    return Number(row?.cents ?? 0);
  }

  /** The same as `stages`, apart for each restriction; null is unrestricted money. */
  async byRestriction(where: {
    fund?: string;
    round?: string;
    award?: string;
  }): Promise<{ restriction: string | null; stages: Stages }[]> {
    const rows = await this.queries.rows<{ restriction: string | null; balances: Partial<Stages> }>(
      'ledger.by_restriction',
      `select restriction_id as restriction, jsonb_object_agg(kind, cents) as balances from (
         select restriction_id, kind, sum(balance) as cents from ledger.account
          where book = 'budget' and ($1::uuid is null or fund_id = $1) and ($2::uuid is null or award_id = $2)
            and ($3::uuid is null or round_id = $3)
          group by restriction_id, kind) per_kind
        group by restriction_id order by restriction_id nulls last`,
      [where.fund ?? null, where.award ?? null, where.round ?? null],
    );
    return rows.map(({ restriction, balances }) => ({ restriction, stages: { ...empty, ...balances } }));
  }
}

/** Nothing anywhere. */
export const empty: Stages = {
  resources: 0,
  available: 0,
  reserved: 0,
  offered: 0,
  committed: 0,
  payable: 0,
  in_transit: 0,
  expended: 0,
  overhead: 0,
};

const notEnough = (): Error => new Conflict('There is not enough money for this.');

const movedOn = (): Error =>
  new Conflict(
    'More of this money has been set aside or paid than would be left. Free it first, or correct it by less.',
  );
