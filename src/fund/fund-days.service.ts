import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock';
import { Invalid } from '../kernel/errors';
import { Queries } from '../kernel/queries';
import { dateIn, formatDate, isDate } from '../kernel/time';
import { empty, type Stages } from '../ledger/ledger.service';
import type { Stage } from '../ledger/postings';
import type { FundView } from './fund-view.dto';
import { balanceOf } from './fund.rules';

/** What a fund had in each stage, whole and apart for each restriction; null is unrestricted money. */
export interface PastStages {
  whole: Stages;
  parts: { restriction: string | null; stages: Stages }[];
}

/** What a fund had at the end of a month, or by now in the last one. */
export interface MonthEnd {
  /** `2026-03` */
  month: string;
  stages: Stages;
}

/** What a fund had on days gone by, summed from what each day did and never from the transfers; days end in UTC. */
@Injectable()
export class FundDays {
  constructor(
    private readonly queries: Queries,
    private readonly clock: Clock,
  ) {}

  /** @throws Invalid on `field` for a day before the fund had any money, for one to come, and for what is none */
  async past(fundId: string, on: string, field = 'on'): Promise<PastStages> {
    const fault = await this.fault(fundId, on);
    if (fault !== null) throw new Invalid({ [field]: [fault] });
    const rows = await this.queries.rows<{ restriction: string | null; balances: Partial<Stages> }>('fund.past', past, [
      fundId,
      on,
    ]);
    const parts = rows.map(({ restriction, balances }) => ({ restriction, stages: { ...empty, ...balances } }));
    const whole = { ...empty };
    for (const { stages } of parts) add(whole, stages);
    return { whole, parts };
  }

  /** The fund as it was at the end of that day. @throws Invalid as `past` */
  async view(fund: FundView, on: string): Promise<FundView> {
    const { whole, parts } = await this.past(fund.id, on);
    const { currency } = fund;
    const restrictions = fund.restrictions.map((row) => {
      const stages = parts.find(({ restriction }) => restriction === row.id)?.stages ?? empty;
      return { ...row, balance: { currency, ...balanceOf(stages) } };
    });
    return { ...fund, asOf: on, balance: { currency, ...balanceOf(whole) }, restrictions };
  }

  /** Why there are no figures of this day, in a sentence. */
  async fault(fundId: string, on: string): Promise<string | null> {
    if (!isDate(on)) return `“${on.slice(0, 40)}” is not a date like 2026-03-31.`;
    if (on > dateIn(this.clock.now(), 'UTC')) return 'This day is still to come. Choose a day up to today.';
    const first = await this.firstDay(fundId);
    return on < first ? `The fund began on ${formatDate(first)}. Choose a day from then on.` : null;
  }

  /** The day on which the fund began; its money may be older where it was recorded before funds said so. */
  async firstDay(fundId: string): Promise<string> {
    const text = `select least(f.began_on, (select min(on_day) from ledger.day where fund_id = f.id))::text as on from fund f where f.id = $1`;
    return (await this.queries.one<{ on: string }>('fund.first_day', text, [fundId]))?.on ?? '';
  }

  /** The stages at the end of each of the last so many months, the present one included; months before any money are left out. */
  async months(fundId: string, count = 24): Promise<MonthEnd[]> {
    const rows = await this.queries.rows<{ month: string; kind: Stage; cents: number }>('fund.months', months, [
      fundId,
      dateIn(this.clock.now(), 'UTC'),
      count,
    ]);
    const ends: MonthEnd[] = [];
    for (const { month, kind, cents } of rows) {
      if (ends.at(-1)?.month !== month) ends.push({ month, stages: { ...empty } });
      const last = ends.at(-1);
      if (last) last.stages[kind] = cents;
    }
    return ends;
  }
}

function add(whole: Stages, part: Stages): void {
  for (const kind of Object.keys(part) as Stage[]) whole[kind] += part[kind];
}

const past = `
  select restriction_id as restriction, jsonb_object_agg(kind, cents) as balances from (
    select restriction_id, kind, sum(cents) as cents from ledger.day
     where fund_id = $1 and on_day <= $2::date group by restriction_id, kind) per_kind
   group by restriction_id order by restriction_id nulls last`;

/** Each month's change, and from it the running sum; a month in which nothing moved is there as well. */
const months = `
  with moved as (
    select date_trunc('month', on_day)::date as month, kind, sum(cents) as cents from ledger.day
     where fund_id = $1 and on_day <= $2::date group by 1, 2),
  span as (
    select generate_series(greatest((select min(month) from moved), date_trunc('month', $2::date)::date - make_interval(months => $3 - 1)),
      date_trunc('month', $2::date), interval '1 month')::date as month)
  select to_char(span.month, 'YYYY-MM') as month, k.kind,
         coalesce(sum(moved.cents), 0)::float8 as cents
    from span cross join (select distinct kind from moved) k
    left join moved on moved.kind = k.kind and moved.month <= span.month
   group by span.month, k.kind order by span.month, k.kind`;
