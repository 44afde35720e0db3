import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was due before deadlines were kept is written down now, and everybody it concerns is planned for anew; what was planned the old way is called off. */
export class DeadlinesKept14 implements MigrationInterface {
  name = 'DeadlinesKept1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${instant}
      ${applications}
      ${reviews}
      ${awards}
      ${reports}
      ${instalments}
      ${bankDetails}
      drop function iso_instant;
      ${planned}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from mail where outbox_id in (select id from outbox where deadline_id is not null);
      delete from outbox where deadline_id is not null;
      delete from deadline;
      delete from replan;
    `);
  }
}

/** As JSON has it: 2027-01-31T22:59:59.000Z */
const instant = `
  create function iso_instant(at timestamptz) returns text language sql stable set search_path = public, pg_temp as
    $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;`;

const applications = `
  with unfinished as (
    select 'application:' || a.id as subject, array['round:' || r.id] as within, r.id as round_id, a.lead_id, a.title, o.time_zone,
           r.name as round, r.deadline_at, r.deadline_zone, greatest(a.updated_at, (
             select max(e.at) from event e where a.status = 'returned' and e.name = 'application.returned'
                and e.subjects @> array['application:' || a.id])) as written_at,
           jsonb_build_object('applicationId', a.id, 'title', a.title, 'leadId', a.lead_id, 'round', r.name,
             'returned', a.status = 'returned') as data, case a.status when 'returned' then 'Returned: ' else 'Draft: ' end as word
      from application a join round r on r.id = a.round_id join organisation o on o.id = a.lead_id
     where a.status in ('draft', 'returned') and r.status = 'open' and r.deadline_at > now())
  insert into deadline (anchor, subject, within, round_id, organisation_id, staff_role, title, due_at, due_zone, until, data, created_at)
    select 'round_closes', subject, within, round_id, lead_id, 'program', 'Application: ' || title || ' for ' || round,
           deadline_at, deadline_zone, null, data || jsonb_build_object('dueAt', iso_instant(deadline_at), 'dueZone', deadline_zone), now()
      from unfinished
    union all
    select 'draft_unfinished', subject, within, round_id, lead_id, 'program', word || title || ' for ' || round,
           written_at, time_zone, deadline_at, data || jsonb_build_object('dueAt', iso_instant(written_at), 'dueZone', time_zone,
             'deadlineAt', iso_instant(deadline_at), 'deadlineZone', deadline_zone), now()
      from unfinished;`;

const reviews = `
  insert into deadline (anchor, subject, within, round_id, person_id, staff_role, title, due_at, due_zone, data, created_at)
    select 'review_due', 'review:' || v.id, array['application:' || a.id, 'round:' || r.id], r.id, v.reviewer_id, 'program',
           'Review: ' || a.title || ' for ' || r.name, v.due_at, v.due_zone,
           jsonb_build_object('reviewId', v.id, 'reviewerId', p.id, 'reviewer', p.name, 'applicationId', a.id, 'title', a.title,
             'round', r.name, 'dueAt', iso_instant(v.due_at), 'dueZone', v.due_zone), now()
      from review v join application a on a.id = v.application_id join round r on r.id = v.round_id join person p on p.id = v.reviewer_id
     where v.status in ('assigned', 'draft') and a.status in ('in_review', 'waitlisted');`;

const awards = `
  insert into deadline (anchor, subject, within, round_id, organisation_id, staff_role, title, due_at, due_zone, data, created_at)
    select anchor, 'award:' || w.id, array['application:' || w.application_id, 'round:' || w.round_id], w.round_id, w.lead_id, 'program',
           word || ': ' || w.title, due_at, o.time_zone,
           jsonb_build_object('awardId', w.id, 'title', w.title, 'leadId', w.lead_id, 'fund', f.name, 'amountCents', w.amount_cents,
             'currency', w.currency, 'dueAt', iso_instant(due_at), 'dueZone', o.time_zone), now()
      from award w join organisation o on o.id = w.lead_id join fund f on f.id = w.fund_id
      cross join lateral (
        select 'offer_expires', 'Offer', w.offer_expires_at where w.status = 'offered'
        union all select 'agreement_unsigned', 'Agreement', w.accepted_at
         where w.status in ('accepted', 'active', 'suspended') and w.agreement_signed_on is null) as open (anchor, word, due_at)
     where due_at is not null;`;

const reports = `
  insert into deadline (anchor, subject, within, round_id, organisation_id, staff_role, title, due_at, due_zone, data, created_at)
    select 'report_due', 'report:' || p.id, array['award:' || w.id, 'application:' || w.application_id, 'round:' || w.round_id],
           w.round_id, p.lead_id, 'program', 'Report: ' || p.title || ' for ' || w.title, p.due_at, p.due_zone,
           jsonb_build_object('reportId', p.id, 'awardId', w.id, 'title', p.title, 'award', w.title, 'leadId', p.lead_id,
             'dueAt', iso_instant(p.due_at), 'dueZone', p.due_zone), now()
      from report p join award w on w.id = p.award_id
     where p.status in ('due', 'draft', 'returned') and w.status in ('accepted', 'active', 'suspended');`;

const instalments = `
  insert into deadline (anchor, subject, within, round_id, organisation_id, staff_role, title, due_at, due_zone, data, created_at)
    select 'instalment_due', 'instalment:' || i.id,
           array['plan:' || w.id, 'award:' || w.id, 'application:' || w.application_id, 'round:' || w.round_id], w.round_id, w.lead_id,
           'finance', 'Instalment: no. ' || i.number || ' for ' || w.title, due_at, o.time_zone,
           jsonb_build_object('awardId', w.id, 'instalmentId', i.id, 'title', w.title, 'leadId', w.lead_id, 'number', i.number,
             'amountCents', i.amount_cents, 'currency', i.currency, 'dueAt', iso_instant(due_at), 'dueZone', o.time_zone), now()
      from instalment i join award w on w.id = i.award_id join organisation o on o.id = i.lead_id
      cross join lateral (select (i.due_on + time '23:59:59') at time zone o.time_zone) as day (due_at)
     where i.status in ('planned', 'requested', 'failed', 'returned') and w.status in ('accepted', 'active');`;

const bankDetails = `
  insert into deadline (anchor, subject, within, organisation_id, staff_role, title, due_at, due_zone, data, created_at)
    select 'details_unconfirmed', 'bank_account:' || b.id, array['payee:' || b.holder_id], o.id, 'finance',
           'Bank details: ' || coalesce(o.name, f.name), b.entered_at, coalesce(o.time_zone, 'UTC'),
           jsonb_build_object('bankAccountId', b.id, 'holderId', b.holder_id, 'lastFour', b.last_four, 'holder', coalesce(o.name, f.name),
             'dueAt', iso_instant(b.entered_at), 'dueZone', coalesce(o.time_zone, 'UTC')), now()
      from bank_account b left join organisation o on o.id = b.holder_id left join fund f on f.id = b.holder_id
     where b.status = 'entered';`;

/** Their mails look at the state of what they tell once more before they leave. */
const planned = `
  update outbox set state = 'called_off'
   where key like 'reminder:%' and deadline_id is null and (state in ('planned', 'carried')
      or state = 'done' and exists (select from mail where outbox_id = outbox.id
        and mail.state in ('planned', 'gathered', 'claimed', 'sending', 'retry')));
  insert into replan (person_id) select id from person where disabled_at is null
    on conflict (person_id) do update set at = now();`;
