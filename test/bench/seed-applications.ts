import { ask } from './server';

/** The secret in the cookie of the staff member who reads the list. */
export const secret = 'a-member-of-staff-who-reads-lists';

/** So many applications of 17 cities in 20 rounds; the newest fifth, at most 100,000, has two reviews each. Sets, not loops. */
export async function seedApplications(url: string, count: number): Promise<void> {
  await ask(url, people);
  await ask(url, rounds);
  await ask(url, `${quickly} ${applications.replace('$1', String(count))}`);
  await ask(url, `${quickly} ${reviews.replace('$1', String(Math.min(count / 5, 100_000)))}`);
  await ask(url, 'vacuum analyze');
}

/** A superuser may leave out the checks of rows that are known to be right. */
export const quickly = `do $$ begin set session_replication_role = replica; exception when insufficient_privilege then null; end $$;`;

const people = `
  insert into organisation (kind, name) select 'city', 'City ' || n from generate_series(1, 17) n;
  insert into person (name, email, role) select 'Reviewer ' || n, 'reviewer-' || n || '@example.org', 'reviewer' from generate_series(1, 20) n;
  insert into person (name, email, role) values ('Reader', 'reader@example.org', 'program');
  insert into session (person_id, token_hash, created_at, expires_at)
    select id, sha256('${secret}'), now(), now() + interval '1 day' from person where email = 'reader@example.org'`;

const rounds = `
  insert into fund (name, currency) values ('Bench Fund', 'USD');
  insert into round (fund_id, name, status, currency, budget_cents, sectors, stages, deadline_local, deadline_zone, deadline_at, created_at, created_by)
    select f.id, 'Round ' || n, 'in_review', 'USD', 50000000, '{energy,waste}', '{test}', '2026-06-01T17:00', 'Europe/Oslo', now(), now(), p.id
      from fund f, person p, generate_series(1, 20) n where p.role = 'program'`;

const applications = `
  with places as (select array_agg(id) as cities from organisation where kind = 'city'),
       calls as (select array_agg(id) as rounds from round), who as (select id from person where role = 'program')
  insert into application (round_id, lead_id, title, summary, sectors, stage, requested_cents, currency, status,
      answers, created_at, created_by, updated_at, updated_by, submitted_at)
    select rounds[1 + n % 20], cities[1 + n % 17], 'Low-carbon heat for district ' || n, repeat('What the city wants to try. ', 4),
           '{energy}', 'test', 2500000 + n, 'USD', (array['submitted', 'in_review', 'approved', 'declined'])[1 + n % 4],
           '{"need": "Homes are heated with gas."}', now(), who.id, now(), who.id, now()
      from places, calls, who, generate_series(1, $1) n`;

const reviews = `
  with judges as (select array_agg(id) as reviewers from person where role = 'reviewer')
  insert into review (application_id, round_id, reviewer_id, due_on, due_zone, due_at, status, score, assigned_by, assigned_at, submitted_at)
    select a.id, a.round_id, reviewers[1 + (a.seq + k) % 20], now(), 'UTC', now(), 'submitted', 50 + (a.seq * (k + 1)) % 50, a.created_by, now(), now()
      from (select id, seq, round_id, created_by from application order by seq desc limit $1) a, judges, generate_series(0, 1) k`;
