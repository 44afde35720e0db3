import type { World } from './world';

export interface DueRow {
  anchor: string;
  state: string;
  title: string;
  dueAt: Date;
  sequence: number;
}

/** What is due about one thing, and what is planned for it. */
export class DueBook {
  constructor(private readonly world: World) {}

  of(subject: string): Promise<DueRow[]> {
    return this.world.sql<DueRow>(
      `select anchor, state, title, due_at as "dueAt", sequence from deadline where subject = $1 order by anchor`,
      [subject],
    );
  }

  /** `offer_expires open`, in the order of their names. */
  async states(subject: string): Promise<string[]> {
    return (await this.of(subject)).map(({ anchor, state }) => `${anchor} ${state}`);
  }

  /** The mornings that wait for one person: `-7 03-24 08:00`, in UTC; an escalation is marked. */
  async mornings(subject: string, anchor: string, person: string): Promise<string[]> {
    const rows = await this.world.sql<{ line: string }>(
      `select o.step || ' ' || to_char(o.due_at at time zone 'UTC', 'MM-DD HH24:MI') || case when o.escalation then ' escalated' else '' end as line
         from outbox o join deadline d on d.id = o.deadline_id join person p on p.id = o.person_id
        where d.subject = $1 and d.anchor = $2 and p.name = $3 and o.state = 'planned' order by o.due_at, o.step`,
      [subject, anchor, person],
    );
    return rows.map(({ line }) => line);
  }

  /** Who hears of it at all. */
  async heard(subject: string, anchor: string): Promise<string[]> {
    const rows = await this.world.sql<{ name: string }>(
      `select distinct p.name from outbox o join deadline d on d.id = o.deadline_id join person p on p.id = o.person_id
        where d.subject = $1 and d.anchor = $2 and o.state = 'planned' order by p.name`,
      [subject, anchor],
    );
    return rows.map(({ name }) => name);
  }

  /** All that is planned or due, in figures: a refused request changes neither. */
  async count(): Promise<string> {
    const [row] = await this.world.sql<{ all: string }>(
      `select (select count(*) || ' ' || coalesce(sum(sequence), 0) from deadline) || ' ' ||
              (select count(*) || ' ' || count(*) filter (where state = 'planned') from outbox where deadline_id is not null) as all`,
    );
    return row?.all ?? '';
  }
}
