import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Missing } from '../kernel/errors';
import type { Offer } from '../kernel/lifecycle';
import { Queries } from '../kernel/queries';
import { Rounds } from '../rounds/rounds.service';
import type { Progress, RankedApplication, Ranking, ReviewerProgress } from './ranking.dto';
import { mayBeAwarded, overlooks, roundFault } from './review.rules';

/** What the reviews of a round come to: its ranked list, and how far its reviewers are. */
@Injectable()
export class Rankings {
  constructor(
    private readonly queries: Queries,
    private readonly rounds: Rounds,
    private readonly clock: Clock,
  ) {}

  /** The applications of a round by the mean of their submitted scores. @throws Missing for whoever does not oversee reviews */
  async rank(actor: Actor, roundId: string): Promise<Ranking> {
    if (!overlooks(actor)) throw new Missing();
    const { name, status, currency, budgetCents, note } = await this.rounds.find(actor, roundId);
    const rows = await this.queries.rows<Omit<RankedApplication, 'withinBudget' | 'moves'>>(
      'reviews.ranking',
      ranking,
      [roundId],
    );
    const items = rows.map((row) => ({
      ...row,
      withinBudget: row.runningCents === null ? null : row.runningCents <= budgetCents,
      moves: mayBeAwarded(row.status, actor) ? [propose(row.applicationId)] : [],
    }));
    return { roundId, round: name, status, currency, budgetCents, note, items, next: null };
  }

  /** @throws Missing for whoever does not oversee reviews */
  async progress(actor: Actor, roundId: string): Promise<Progress> {
    if (!overlooks(actor)) throw new Missing();
    const { name, status, deadlineZone, note } = await this.rounds.find(actor, roundId);
    const reviewers = await this.queries.rows<ReviewerProgress>('reviews.progress', progress, [
      roundId,
      this.clock.now(),
    ]);
    const closed = roundFault(status) ?? (actor.role === 'program' ? null : 'Program staff assign reviewers.');
    const moves = closed === null ? [assign(roundId)] : [];
    return { roundId, round: name, status, zone: deadlineZone, note, reviewers, closed, moves };
  }
}

const propose = (application: string): Offer => ({
  move: 'award',
  label: 'Propose an award',
  href: `/api/applications/${application}/awards`,
});
const assign = (round: string): Offer => ({
  move: 'reviews',
  label: 'Assign reviewers',
  href: `/api/rounds/${round}/reviews`,
});

const ranking = `
  with given as (
    select application_id,
           count(*) filter (where status in ('assigned', 'draft', 'submitted'))::int as assigned,
           count(*) filter (where status = 'submitted')::int as submitted,
           round(avg(score) filter (where status = 'submitted'), 2) as mean,
           min(score) filter (where status = 'submitted') as lowest,
           max(score) filter (where status = 'submitted') as highest,
           round(avg(recommended_cents) filter (where status = 'submitted')) as recommended,
           bool_or(illustrative) filter (where status = 'submitted') as illustrative
      from review where round_id = $1 group by application_id),
  ordered as (
    select a.*, g.assigned, g.submitted, g.mean, g.lowest, g.highest, g.recommended, g.illustrative as invented,
           row_number() over (order by g.mean desc nulls last, a.submitted_at, a.seq) as place
      from application a left join given g on g.application_id = a.id
     where a.round_id = $1 and a.status in ('submitted', 'in_review', 'approved', 'waitlisted', 'declined'))
  select a.id as "applicationId", a.title, o.name as lead, a.status,
         case when a.mean is not null then rank() over (order by a.mean desc nulls last) end::int as rank,
         a.mean::float8 as score, a.lowest::float8 as lowest, a.highest::float8 as highest,
         coalesce(a.submitted, 0) as submitted, coalesce(a.assigned, 0) as assigned,
         a.recommended::float8 as "recommendedCents", a.requested_cents::float8 as "requestedCents",
         case when a.mean is not null and a.status <> 'declined' then
           (sum(a.requested_cents) filter (where a.status <> 'declined') over (order by a.place))::float8 end as "runningCents",
         to_char(a.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "submittedAt",
         a.illustrative, coalesce(a.invented, false) as "scoresIllustrative"
    from ordered a join organisation o on o.id = a.lead_id order by a.place`;

const progress = `
  select v.reviewer_id as "reviewerId", p.name as reviewer,
         count(*) filter (where v.status = 'assigned')::int as assigned,
         count(*) filter (where v.status = 'draft')::int as draft,
         count(*) filter (where v.status = 'submitted')::int as submitted,
         count(*) filter (where v.status = 'declined')::int as declined,
         count(*) filter (where v.status = 'recalled')::int as recalled,
         count(*) filter (where v.status in ('assigned', 'draft') and v.due_at < $2)::int as overdue,
         to_char(min(v.due_on) filter (where v.status in ('assigned', 'draft')), 'YYYY-MM-DD') as "nextDueOn"
    from review v join person p on p.id = v.reviewer_id
   where v.round_id = $1 group by v.reviewer_id, p.name order by p.name, v.reviewer_id`;
