import { Injectable } from '@nestjs/common';
import { type Actor } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import { Queries } from '../kernel/queries';
import type { Tx } from '../kernel/transaction';
import { overlooks } from './review.rules';
import type { ReviewerView } from './ranking.dto';

export interface Reviewer {
  id: string;
  name: string;
  organisationId: string | null;
}

/** Who can review, how much they have to do, and what they had. */
@Injectable()
export class Reviewers {
  constructor(private readonly queries: Queries) {}

  /** Those who may be asked, with what waits for them in every round. @throws Missing for whoever does not oversee reviews */
  async list(actor: Actor): Promise<ReviewerView[]> {
    if (!overlooks(actor)) throw new Missing();
    return this.queries.rows<ReviewerView>('reviews.reviewers', withLoad);
  }

  /** They stay who they are until the transaction ends. @throws Invalid for whoever cannot review */
  async claim(tx: Tx, ids: string[]): Promise<Reviewer[]> {
    const rows = await tx.query<(Reviewer & { able: boolean; disabled: boolean })[]>(claimed, [ids]);
    if (rows.length < ids.length)
      throw new Invalid({ reviewerIds: ['There is no such reviewer. Choose from the list.'] });
    refuse(
      rows.filter(({ able }) => !able),
      'is not a reviewer',
    );
    refuse(
      rows.filter(({ disabled }) => disabled),
      'is disabled and cannot sign in',
    );
    return rows.map(({ id, name, organisationId }) => ({ id, name, organisationId }));
  }

  /** Whoever was ever assigned to one of them, as `application reviewer`. */
  async whoHad(tx: Tx, applicationIds: string[]): Promise<Set<string>> {
    const rows = await tx.query<{ pair: string }[]>(pairs, [applicationIds]);
    return new Set(rows.map(({ pair }) => pair));
  }
}

const pairs = `select application_id || ' ' || reviewer_id as pair from review where application_id = any($1)`;

const claimed = `
  select id, name, organisation_id as "organisationId", role = 'reviewer' as able, disabled_at is not null as disabled
    from person where id = any($1) order by id for share`;

const withLoad = `
  select p.id, p.name, o.name as organisation, count(v.id)::int as open
    from person p left join organisation o on o.id = p.organisation_id
    left join review v on v.reviewer_id = p.id and v.status in ('assigned', 'draft')
   where p.role = 'reviewer' and p.disabled_at is null
   group by p.id, o.name order by p.name, p.id`;

/** One sentence for each of them. @throws Invalid when there is anybody to refuse */
export function refuse(reviewers: Reviewer[], because: string): void {
  if (reviewers.length === 0) return;
  const sentences = reviewers.map(({ name }) => `${name} ${because}. Choose somebody else.`);
  throw new Invalid({ reviewerIds: sentences });
}
