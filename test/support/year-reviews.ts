import { Applications } from '../../src/applications/applications.service';
import { Assignments } from '../../src/reviews/assignments.service';
import { Reviews } from '../../src/reviews/reviews.service';
import { decides } from './year-grants';
import type { Bid, Call, Reviewing } from './year-rounds';
import { day, endOf, type YearStage } from './year-stage';

const lead = (year: YearStage) => year.as(year.named('Amara Okafor'));

/** Three or four reviewers for each application, each with their own habits. */
export async function judges(year: YearStage, call: Call): Promise<void> {
  const dueOn = year.on(23);
  const bids = call.bids.filter(({ status }) => status === 'submitted');
  for (const bid of bids) {
    const reviewers = year.chance.some(
      year.who(({ role }) => role === 'reviewer'),
      year.chance.whole(3, 4),
    );
    const reviewerIds = reviewers.map(({ id }) => id);
    const given = await year.get(Assignments).assign(lead(year), bid.id, { reviewerIds, dueOn });
    // In an order that the seed knows.
    const ofReviewer = new Map(given.map(({ id, reviewerId }) => [reviewerId, id]));
    bid.reviews = reviewerIds.map((reviewerId) => ({
      id: ofReviewer.get(reviewerId) ?? '',
      reviewerId,
      dueOn,
      open: true,
    }));
    for (const review of bid.reviews) {
      owes(year, call, review);
      goesOn(year, call, bid, review);
    }
  }
  if (call.postpones) year.outageAround(new Date(endOf(dueOn, call.zone).getTime() - day));
  year.in(44, () => decides(year, call));
}

export function owes(year: YearStage, { zone }: Call, { id, reviewerId: personId, dueOn }: Reviewing): void {
  const at = endOf(dueOn, zone);
  year.book.owe(year.now, { anchor: 'review_due', subject: `review:${id}`, at, zone, personId });
}

export const isDone = (year: YearStage, review: Reviewing): void => {
  review.open = false;
  year.book.over(year.now, 'review_due', `review:${review.id}`);
};

/** Nobody waits for the reviews of this application any more. */
export const callsOff = (year: YearStage, { reviews }: Bid): void => {
  for (const { id, open } of reviews) if (open) year.book.over(year.now, 'review_due', `review:${id}`);
};

/** Early, at the last moment, late, after a while on another date, declined, or never. */
function goesOn(year: YearStage, call: Call, bid: Bid, review: Reviewing): void {
  const { chance } = year;
  const submit = () => submits(year, bid, review);
  const fate = chance.next();
  if (fate < 0.3) year.in(chance.between(1, 15), submit);
  else if (fate < 0.5) year.in(chance.between(17, 23), submit);
  else if (fate < 0.7) year.in(chance.between(23, 41), submit);
  else if (fate < 0.8) year.in(chance.between(1, 26), () => declines(year, bid, review));
  else if (fate < 0.84) year.in(chance.between(1, 26), () => isRecalled(year, bid, review));
  else if (fate < 0.94) {
    year.in(chance.between(5, 26), () => isPutOff(year, call, bid, review));
    year.in(chance.between(27, 41), submit);
  }
}

const mayAct = (year: YearStage, bid: Bid, review: Reviewing): boolean =>
  review.open && bid.status === 'submitted' && year.people.get(review.reviewerId)?.gone === false;

async function submits(year: YearStage, bid: Bid, review: Reviewing): Promise<void> {
  const reviewer = year.people.get(review.reviewerId);
  if (!reviewer || !mayAct(year, bid, review)) return;
  const scores = { impact: { score: year.chance.whole(1, 5), reason: 'It would work.' } };
  const sql = 'select version from review where id = $1';
  const [{ version = 0 } = {}] = await year.world.sql<{ version: number }>(sql, [review.id]);
  const input = { scores, comment: '', recommendedCents: null, version };
  await year.get(Reviews).saveAndSubmit(year.as(reviewer), review.id, input);
  isDone(year, review);
}

async function declines(year: YearStage, bid: Bid, review: Reviewing): Promise<void> {
  const reviewer = year.people.get(review.reviewerId);
  if (!reviewer || !mayAct(year, bid, review)) return;
  await year.get(Reviews).decline(year.as(reviewer), review.id, 'I know the people who wrote it.');
  isDone(year, review);
}

async function isRecalled(year: YearStage, bid: Bid, review: Reviewing): Promise<void> {
  if (!mayAct(year, bid, review)) return;
  await year.get(Assignments).recall(lead(year), review.id);
  isDone(year, review);
}

async function isPutOff(year: YearStage, call: Call, bid: Bid, review: Reviewing): Promise<void> {
  if (!mayAct(year, bid, review)) return;
  const dueOn = year.on(year.chance.whole(3, 16));
  if (dueOn === review.dueOn) return;
  await year.get(Assignments).reschedule(lead(year), review.id, dueOn);
  review.dueOn = dueOn;
  owes(year, call, review);
}

/** It does not get any money: its reviews are not needed any more. */
export async function isDeclined(year: YearStage, bid: Bid): Promise<void> {
  await year.get(Applications).decline(lead(year), bid.id, 'Others came first.');
  bid.status = 'over';
  callsOff(year, bid);
}
