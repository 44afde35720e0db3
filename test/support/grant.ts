import { randomUUID } from 'node:crypto';
import type { Books } from './books';

/** What stands in the tables beside the ledger, for those who attack it. */
export interface Grant {
  award: string;
  instalment: string;
  city: string;
  /** A second city, with a confirmed account of its own. */
  elsewhere: string;
  /** Confirmed, entered by Eve. */
  account: string;
  theirs: string;
  /** Who entered the account, and who confirmed it. */
  eve: string;
  carl: string;
  /** Approves where three have to; and somebody who leaves. */
  cleo: string;
  gone: string;
}

const accountOf = (id: string, holder: string, eve: string, carl: string, four: string): string => `
  insert into bank_account (id, holder_kind, holder_id, holder_name, country, currency, kind, last_four, cipher, entered_by, entered_at, hold_until)
    values ('${id}', 'organisation', '${holder}', 'A city', 'NO', 'USD', 'iban', '${four}', '\\x00', '${eve}', '2026-01-01', '2026-01-04');
  update bank_account set status = 'confirmed', confirmed_by = '${carl}', confirmed_at = '2026-01-05' where id = '${id}';`;

/** A proposed award and its planned instalment, written straight into the tables, and where its city has its money. */
export async function seedGrant(books: Books, award: string): Promise<Grant> {
  const [application, instalment, city, elsewhere, account, theirs] = ids(6);
  const [eve, carl, cleo, gone] = ids(4);
  const { fund, round, actor } = books;
  await books.owner.query(`
    insert into organisation (id, kind, name) values ('${city}', 'city', 'Oslo'), ('${elsewhere}', 'city', 'Boulder');
    insert into person (id, name, email, role, disabled_at) values ('${eve}', 'Eve', 'eve@example.org', 'finance', null),
      ('${carl}', 'Carl', 'carl@example.org', 'finance', null), ('${cleo}', 'Cleo', 'cleo@example.org', 'program', null),
      ('${gone}', 'Gus', 'gus@example.org', 'program', null);
    insert into round (id, fund_id, name, currency, budget_cents, sectors, stages, deadline_local, deadline_zone, deadline_at, created_at, created_by)
      values ('${round}', '${fund}', 'Round', 'USD', 800, '{energy use}', '{test}', '2026-01-01T00:00', 'UTC', now(), now(), '${actor.id}');
    insert into application (id, round_id, lead_id, title, currency, created_at, created_by, updated_at, updated_by)
      values ('${application}', '${round}', '${city}', 'Heat', 'USD', now(), '${actor.id}', now(), '${actor.id}');
    insert into award (id, application_id, round_id, fund_id, lead_id, title, sectors, amount_cents, original_cents, currency, proposed_by, proposed_at)
      values ('${award}', '${application}', '${round}', '${fund}', '${city}', 'Heat', '{energy use}', 300, 300, 'USD', '${actor.id}', now());
    insert into instalment (id, award_id, lead_id, number, amount_cents, currency, due_on, planned_by, planned_at)
      values ('${instalment}', '${award}', '${city}', 1, 300, 'USD', '2026-02-01', '${actor.id}', now());
    ${accountOf(account, city, eve, carl, '1111')}
    ${accountOf(theirs, elsewhere, eve, carl, '2222')}`);
  return { award, instalment, city, elsewhere, account, theirs, eve, carl, cleo, gone };
}

const ids = (count: number) =>
  Array.from({ length: count }, () => randomUUID()) as [string, string, string, string, string, string];
