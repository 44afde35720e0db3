import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { courier } from '../kernel/courier';
import { type Tx, Work } from '../kernel/transaction';
import { openByIds, planning } from './deadline.rows';
import type { OpenDeadline } from './plan.rules';
import { Plans } from './plans.service';

/** So many people, and so many things that are due, are looked at together. */
const crowd = 50;
const armful = 1000;

/** Plans anew what concerns people who have come, gone or moved. */
@Injectable()
export class Replanner {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly plans: Plans,
  ) {}

  /** Looks at everybody who has changed by now; several may do so at once. @returns how many that were */
  async sweep(): Promise<number> {
    for (let total = 0; ;) {
      const changed = (await this.database.query(changedSql, [crowd])) as Changed[];
      if (changed.length === 0) return total;
      // Who is planning just now may not have seen them yet; whoever begins after this does.
      await this.database.query('select pg_advisory_xact_lock($1)', [planning]);
      total += await this.work.run(courier, (tx) => this.replan(tx, changed));
      if (changed.length < crowd) return total;
    }
  }

  private async replan(tx: Tx, changed: Changed[]): Promise<number> {
    const [people, at] = [changed.map(({ id }) => id), changed.map(({ seen }) => seen)];
    const [taken] = (await tx.query(takeSql, [people, at])) as [{ id: string }[]];
    const ids = taken.map(({ id }) => id);
    if (ids.length === 0) return 0;
    const concerned = (await tx.query(concernedSql, [ids])) as { id: string; all: boolean }[];
    for (const all of [true, false]) {
      const chosen = concerned.filter((one) => one.all === all).map(({ id }) => id);
      for (let from = 0; from < chosen.length; from += armful) {
        const dues: OpenDeadline[] = await openByIds(tx, chosen.slice(from, from + armful));
        await this.plans.make(tx, dues, all ? {} : { people: ids });
      }
    }
    return ids.length;
  }
}

interface Changed {
  id: string;
  /** As text: it has to be the same to the microsecond. */
  seen: string;
}

const changedSql = `select person_id as id, at::text as seen from replan order by at limit $1`;

/** Who has changed again meanwhile is left for the next time. */
const takeSql = `
  delete from replan using (
    select r.person_id from replan r join unnest($1::uuid[], $2::timestamptz[]) as seen(person_id, at) using (person_id, at)
       for update of r skip locked) as mine
   where replan.person_id = mine.person_id returning replan.person_id as id`;

/** Where somebody who is named for a round has changed, it may be others whom it concerns now: then all are looked at. */
const concernedSql = `
  with changed as (select id, organisation_id, role from person where id = any($1)),
  led as (select c.round_id from round_contact c join changed on changed.id in (c.staff_owner_id, c.program_lead_id)),
  found as (
    select d.id from deadline d join changed c on d.organisation_id = c.organisation_id where d.state = 'open' and c.role = 'city'
    union select d.id from deadline d join changed c on d.person_id = c.id where d.state = 'open'
    union select d.id from deadline d join changed c on c.role in (d.staff_role, 'program') where d.state = 'open'
    union select d.id from deadline d join led on led.round_id = d.round_id where d.state = 'open'
    union select d.id from outbox o join deadline d on d.id = o.deadline_id
           where o.person_id = any($1) and o.state in ('planned', 'carried') and d.state = 'open')
  select d.id, d.round_id is not null and d.round_id in (select round_id from led) as all
    from deadline d join found using (id) order by d.anchor collate "C", d.subject collate "C"`;
