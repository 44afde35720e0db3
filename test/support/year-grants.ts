import { Applications } from '../../src/applications/applications.service';
import { Agreements } from '../../src/awards/agreements.service';
import { Awards } from '../../src/awards/awards.service';
import { Files } from '../../src/files/files.service';
import { pays, plansPayments } from './year-payments';
import { callsOff, isDeclined, owes } from './year-reviews';
import { schedulesReports } from './year-reports';
import type { Bid, Call } from './year-rounds';
import { day, endOf, type YearStage } from './year-stage';

/** A grant with everything that is due of it. */
export interface Grant {
  id: string;
  bid: Bid;
  call: Call;
  status: 'offered' | 'running' | 'suspended' | 'over';
  signed: boolean;
  /** What is open: `report_due report:…`. */
  open: Map<string, () => void>;
}

export const grantCents = 6_000_000;

/** About half of them get an offer; the others are declined, or wait. */
export async function decides(year: YearStage, call: Call): Promise<void> {
  const [first, ...rest] = year.chance.some(
    call.bids.filter(({ status }) => status === 'submitted'),
    99,
  );
  if (first) await year.get(Applications).waitlist(year.as(year.named('Amara Okafor')), first.id);
  for (const [i, bid] of rest.entries()) {
    if (i % 3 === 2) await isDeclined(year, bid);
    else year.in(year.chance.between(0.1, 2), () => approves(year, call, bid));
  }
}

async function approves(year: YearStage, call: Call, bid: Bid): Promise<void> {
  const terms = { amountCents: grantCents, reason: 'High in the ranking.' };
  const { id } = await year.get(Awards).propose(year.as(year.named('Amara Okafor')), bid.id, terms);
  for (const name of ['Priya Raman', 'Jonas Weber']) await year.get(Awards).approve(year.as(year.named(name)), id);
  year.in(3, () => offers(year, { id, bid, call, status: 'offered', signed: false, open: new Map() }));
}

async function offers(year: YearStage, grant: Grant): Promise<void> {
  const { chance } = year;
  const { cityId, zone } = grant.bid;
  // The server takes letters and hangs up: of a decision no second copy may leave.
  if (chance.of(0.2)) year.post.trouble(year.now, 1, year.post.hangsUp);
  const expiresOn = year.on(chance.whole(12, 21));
  await year.get(Awards).offer(year.as(year.named('Amara Okafor')), grant.id, { expiresOn });
  callsOff(year, grant.bid);
  const ends = endOf(expiresOn, zone);
  year.book.owe(year.now, { anchor: 'offer_expires', subject: `award:${grant.id}`, at: ends, zone, cityId });
  const left = (ends.getTime() - year.now.getTime()) / day;
  const fate = chance.next();
  if (fate < 0.75) year.in(chance.between(0.5, left - 0.2), () => isAccepted(year, grant));
  else if (fate < 0.85) year.in(chance.between(0.5, left - 0.2), () => isTurnedDown(year, grant));
  else year.in(left + chance.between(0.1, 5), () => expires(year, grant));
}

async function isTurnedDown(year: YearStage, grant: Grant): Promise<void> {
  await year.get(Awards).decline(year.signatory(grant.bid.cityId), grant.id, 'Our council said no.');
  grant.status = 'over';
  grant.bid.status = 'over';
  year.book.over(year.now, 'offer_expires', `award:${grant.id}`);
}

/** Its application can be decided anew, so the reviews that were never written are wanted again until it is. */
async function expires(year: YearStage, grant: Grant): Promise<void> {
  await year.get(Awards).expire(year.as(year.named('Amara Okafor')), grant.id);
  grant.status = 'over';
  year.book.over(year.now, 'offer_expires', `award:${grant.id}`);
  for (const review of grant.bid.reviews) if (review.open) owes(year, grant.call, review);
  year.in(year.chance.between(3, 12), () => isDeclined(year, grant.bid));
}

async function isAccepted(year: YearStage, grant: Grant): Promise<void> {
  const { chance } = year;
  const { cityId, zone } = grant.bid;
  await year.get(Awards).accept(year.signatory(cityId), grant.id);
  grant.status = 'running';
  year.book.over(year.now, 'offer_expires', `award:${grant.id}`);
  year.book.owe(year.now, { anchor: 'agreement_unsigned', subject: `award:${grant.id}`, at: year.now, zone, cityId });
  year.in(chance.between(1, 48), () => signs(year, grant));
  year.in(chance.between(1, 4), () => schedulesReports(year, grant));
  year.in(chance.between(4, 6), () => plansPayments(year, grant));
  year.in(chance.between(1, 9), () => pays(year, grant));
  if (chance.of(0.15)) year.in(chance.between(20, 120), () => isCancelled(year, grant));
  else if (chance.of(0.25)) year.in(chance.between(12, 80), () => isSuspended(year, grant));
}

async function signs(year: YearStage, grant: Grant): Promise<void> {
  if (grant.status !== 'running') return;
  const amara = year.as(year.named('Amara Okafor'));
  const { id: fileId } = await year.get(Files).add(amara, { name: 'Agreement.txt', content: Buffer.from('Signed.\n') });
  await year.get(Agreements).record(amara, grant.id, { signedOn: year.on(0), fileId });
  grant.signed = true;
  year.book.over(year.now, 'agreement_unsigned', `award:${grant.id}`);
}

async function isCancelled(year: YearStage, grant: Grant): Promise<void> {
  if (grant.status !== 'running') return;
  await year.get(Awards).cancel(year.as(year.named('Amara Okafor')), grant.id, 'The city gave the project up.');
  grant.status = 'over';
  if (!grant.signed) year.book.over(year.now, 'agreement_unsigned', `award:${grant.id}`);
  for (const [name] of grant.open) {
    const [anchor = '', subject = ''] = name.split(' ');
    year.book.over(year.now, anchor, subject);
  }
}

/** While it is, nothing is paid; reports stay due. */
async function isSuspended(year: YearStage, grant: Grant): Promise<void> {
  if (grant.status !== 'running') return;
  await year.get(Awards).suspend(year.as(year.named('Amara Okafor')), grant.id, 'A report is missing.');
  grant.status = 'suspended';
  const parts = () => [...grant.open].filter(([name]) => name.startsWith('instalment_due'));
  for (const [name] of parts()) year.book.over(year.now, 'instalment_due', name.split(' ')[1] ?? '');
  year.in(year.chance.between(3, 30), async () => {
    await year.get(Awards).resume(year.as(year.named('Amara Okafor')), grant.id);
    grant.status = 'running';
    for (const [, again] of parts()) again();
  });
}
