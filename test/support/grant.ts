import { randomUUID } from 'node:crypto';
import type { Books } from './books';

export interface Grant {
  award: string;
  instalment: string;
  /** Two people who did not propose anything. */
  others: [string, string];
}

/** A proposed award and its planned instalment, written straight into the tables. */
export async function seedGrant(books: Books, award: string): Promise<Grant> {
  const [city, application, instalment, anna, bo] = Array.from({ length: 5 }, () => randomUUID());
  const { fund, round, actor } = books;
  await books.owner.query(`
    insert into organisation (id, kind, name) values ('${city}', 'city', 'Oslo');
    insert into person (id, name, email, role) values ('${actor.id}', 'Finn', 'finn@example.org', 'finance'),
      ('${anna}', 'Anna', 'anna@example.org', 'program'), ('${bo}', 'Bo', 'bo@example.org', 'program');
    insert into round (id, fund_id, name, currency, budget_cents, sectors, stages, deadline_local, deadline_zone, deadline_at, created_at, created_by)
      values ('${round}', '${fund}', 'Round', 'USD', 800, '{energy use}', '{test}', '2026-01-01T00:00', 'UTC', now(), now(), '${actor.id}');
    insert into application (id, round_id, lead_id, title, currency, created_at, created_by, updated_at, updated_by)
      values ('${application}', '${round}', '${city}', 'Heat', 'USD', now(), '${actor.id}', now(), '${actor.id}');
    insert into award (id, application_id, round_id, fund_id, lead_id, title, sectors, amount_cents, original_cents, currency, proposed_by, proposed_at)
      values ('${award}', '${application}', '${round}', '${fund}', '${city}', 'Heat', '{energy use}', 300, 300, 'USD', '${actor.id}', now());
    insert into instalment (id, award_id, lead_id, number, amount_cents, currency, due_on, planned_by, planned_at)
      values ('${instalment}', '${award}', '${city}', 1, 300, 'USD', '2026-02-01', '${actor.id}', now());`);
  return { award, instalment: instalment as string, others: [anna as string, bo as string] };
}
