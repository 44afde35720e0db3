import { DateTime } from 'luxon';
import { Applications } from '../../src/applications/applications.service';
import { type Round, Rounds } from '../../src/rounds/rounds.service';
import { terms } from './awarding';
import type { Somebody } from './year-book';
import { judges } from './year-reviews';
import { day, endOf, type YearStage } from './year-stage';

/** An application as the city that writes it knows it. */
export interface Bid {
  id: string;
  title: string;
  cityId: string;
  zone: string;
  status: 'draft' | 'submitted' | 'returned' | 'over';
  updatedAt: Date;
  writtenAt: Date;
  reviews: Reviewing[];
}

export interface Reviewing {
  id: string;
  reviewerId: string;
  dueOn: string;
  open: boolean;
}

/** A round with what has been sent in to it. */
export interface Call {
  round: Round;
  zone: string;
  deadline: Date;
  bids: Bid[];
  postpones: boolean;
}

const asked = 10_000_000;
const content = {
  ...{ summary: 'We take heat from sewage.', sectors: ['energy use'], stage: 'test', partners: [], answers: {} },
  ...{ budgetLines: [{ item: 'Pump', cents: asked }], requestedCents: asked },
};

/** A round opens; cities start to write in its first days. */
export async function opens(
  year: YearStage,
  name: string,
  zone: string,
  postpones: boolean,
  outage: boolean,
): Promise<void> {
  const rounds = year.get(Rounds);
  const amara = year.as(year.named('Amara Okafor'));
  const on = year.on(40);
  const deadlineLocal = `${on}T23:59:59`;
  const planned = { ...terms, fundId: year.fundId, name, budgetCents: 60_000_000, deadlineLocal, deadlineZone: zone };
  const { id } = await rounds.plan(amara, planned);
  const round = await rounds.open(amara, id);
  const call: Call = { round, zone, deadline: endOf(on, zone), bids: [], postpones };
  const cityIds = [...new Set(year.who(({ role }) => role === 'city').map(({ cityId }) => cityId ?? ''))];
  for (const cityId of year.chance.some(cityIds, 7))
    year.in(year.chance.between(0.2, 14), () => starts(year, call, cityId));
  if (postpones) year.in(year.chance.between(30, 39), () => isPostponed(year, call));
  // The queue stands still while a round comes to its end.
  if (outage) year.outageAround(new Date(call.deadline.getTime() - 2 * day));
  year.at(new Date(call.deadline.getTime() + day / 2), () => closes(year, call));
}

async function isPostponed(year: YearStage, call: Call): Promise<void> {
  const on =
    DateTime.fromJSDate(call.deadline, { zone: call.zone })
      .plus({ days: year.chance.whole(7, 18) })
      .toISODate() ?? '';
  const deadline = { local: `${on}T23:59:59`, zone: call.zone };
  await year.get(Rounds).postpone(year.as(year.named('Amara Okafor')), call.round.id, deadline);
  call.deadline = endOf(on, call.zone);
  for (const bid of call.bids.filter(({ status }) => status === 'draft' || status === 'returned'))
    owes(year, call, bid);
}

/** Until when it has to be in, and since when nobody wrote on it. */
function owes(year: YearStage, call: Call, { id, cityId, zone, writtenAt }: Bid): void {
  const about = { subject: `application:${id}`, cityId };
  year.book.owe(year.now, { ...about, anchor: 'round_closes', at: call.deadline, zone: call.zone });
  year.book.owe(year.now, { ...about, anchor: 'draft_unfinished', at: writtenAt, zone, until: call.deadline });
}

const isOver = (year: YearStage, { id }: Bid): void => {
  for (const anchor of ['round_closes', 'draft_unfinished']) year.book.over(year.now, anchor, `application:${id}`);
};

async function starts(year: YearStage, call: Call, cityId: string): Promise<void> {
  const { chance, now } = year;
  const writer = chance.pick(year.who((one) => one.cityId === cityId && one.right !== 'viewer'));
  const zone = year.zoneOf(cityId);
  const title = `Heat ${year.count()}`;
  const { id } = await year.get(Applications).start(year.as(writer), { ...content, title, roundId: call.round.id });
  const bid: Bid = { id, title, cityId, zone, status: 'draft', updatedAt: now, writtenAt: now, reviews: [] };
  call.bids.push(bid);
  owes(year, call, bid);
  const left = (call.deadline.getTime() - now.getTime()) / day;
  for (let saves = chance.whole(0, 3); saves > 0; saves -= 1)
    year.in(chance.between(0.05, left), () => keeps(year, call, bid));
  if (chance.of(0.08)) year.in(chance.between(2, left), () => withdraws(year, bid));
  if (chance.of(0.82))
    year.in(chance.of(0.5) ? chance.between(1, left) : left - chance.between(0.1, 4), () => submits(year, call, bid));
}

const someWriter = (year: YearStage, { cityId }: Bid): Somebody =>
  year.chance.pick(year.who((one) => one.cityId === cityId && one.right !== 'viewer'));

const dateIn = (at: Date, zone: string): string | null => DateTime.fromJSDate(at, { zone }).toISODate();

async function keeps(year: YearStage, call: Call, bid: Bid): Promise<void> {
  if ((bid.status !== 'draft' && bid.status !== 'returned') || year.now >= call.deadline) return;
  const [{ version = 0 } = {}] = await year.world.sql<{ version: number }>(
    'select version from application where id = $1',
    [bid.id],
  );
  const saved = { ...content, title: bid.title, version };
  await year.get(Applications).save(year.as(someWriter(year, bid)), bid.id, saved);
  // More than once on one day is once.
  const moves = dateIn(bid.updatedAt, bid.zone) !== dateIn(year.now, bid.zone);
  bid.updatedAt = year.now;
  bid.writtenAt = year.now;
  if (moves) owes(year, call, bid);
}

async function withdraws(year: YearStage, bid: Bid): Promise<void> {
  if (bid.status === 'over' || bid.reviews.length > 0) return;
  await year.get(Applications).withdraw(year.as(someWriter(year, bid)), bid.id);
  bid.status = 'over';
  isOver(year, bid);
}

async function submits(year: YearStage, call: Call, bid: Bid): Promise<void> {
  if ((bid.status !== 'draft' && bid.status !== 'returned') || year.now >= call.deadline) return;
  await year.get(Applications).submit(year.as(someWriter(year, bid)), bid.id);
  const first = bid.status === 'draft';
  bid.status = 'submitted';
  isOver(year, bid);
  if (first && year.chance.of(0.3)) year.in(year.chance.between(0.5, 4), () => isReturned(year, call, bid));
}

async function isReturned(year: YearStage, call: Call, bid: Bid): Promise<void> {
  if (bid.status !== 'submitted' || year.now >= call.deadline || bid.reviews.length > 0) return;
  await year.get(Applications).return(year.as(year.named('Amara Okafor')), bid.id, 'Please say what it costs.');
  bid.status = 'returned';
  bid.writtenAt = year.now;
  owes(year, call, bid);
  if (year.chance.of(0.7)) year.in(year.chance.between(0.5, 12), () => submits(year, call, bid));
}

async function closes(year: YearStage, call: Call): Promise<void> {
  if (year.now < call.deadline) return year.at(new Date(call.deadline.getTime() + day / 2), () => closes(year, call));
  const amara = year.as(year.named('Amara Okafor'));
  await year.get(Rounds).close(amara, call.round.id);
  for (const bid of call.bids.filter(({ status }) => status === 'draft' || status === 'returned')) isOver(year, bid);
  await year.get(Rounds).startReview(amara, call.round.id);
  for (const bid of call.bids.filter(({ status }) => status === 'submitted'))
    await year.get(Applications).startReview(amara, bid.id);
  year.in(1, () => judges(year, call));
}
