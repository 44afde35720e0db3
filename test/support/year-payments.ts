import { Instalments } from '../../src/disbursements/instalments.service';
import { Plans } from '../../src/disbursements/plans.service';
import { Payees } from '../../src/payees/payees.service';
import { type Grant, grantCents } from './year-grants';
import { day, endOf, type YearStage } from './year-stage';

interface Part {
  id: string;
  subject: string;
  grant: Grant;
}

/** Two halves. */
export async function plansPayments(year: YearStage, grant: Grant): Promise<void> {
  if (grant.status !== 'running') return;
  const days = [year.on(year.chance.whole(10, 40)), year.on(year.chance.whole(50, 110))];
  const bare = { needsAgreement: false, notBefore: null, evidence: '', reportId: null, amountCents: grantCents / 2 };
  const plan = { instalments: days.map((dueOn) => ({ ...bare, dueOn })) };
  const { instalments } = await year.get(Plans).plan(year.as(year.named('Amara Okafor')), grant.id, plan);
  for (const { id, dueOn } of instalments) {
    const part = { id, subject: `instalment:${id}`, grant };
    const at = endOf(dueOn, grant.bid.zone);
    const { cityId, zone } = grant.bid;
    const owe = (): void =>
      year.book.owe(year.now, { anchor: 'instalment_due', subject: part.subject, at, zone, cityId });
    grant.open.set(`instalment_due ${part.subject}`, owe);
    owe();
    const left = (at.getTime() - year.now.getTime()) / day;
    if (year.chance.of(0.85)) year.in(left + year.chance.between(-20, 25), () => isApproved(year, part, 3));
  }
}

/** Requested, and approved by two others: nobody has to be reminded any more, unless the bank cannot pay it. */
async function isApproved(year: YearStage, part: Part, tries: number): Promise<void> {
  const { id, subject, grant } = part;
  const name = `instalment_due ${subject}`;
  if (grant.status !== 'running' || !grant.open.has(name) || tries === 0) return;
  const { account, waiting } = await year.get(Payees).state(grant.bid.cityId);
  if (!account || waiting) return year.in(6, () => isApproved(year, part, tries - 1));
  await year.get(Instalments).request(year.signatory(grant.bid.cityId), id, '');
  for (const who of ['Priya Raman', 'Tomas Lind']) await year.get(Instalments).approve(year.as(year.named(who)), id);
  year.book.over(year.now, 'instalment_due', subject);
  const again = grant.open.get(name);
  grant.open.delete(name);
  if (again) year.in(1, () => isPaid(year, part, again));
}

async function isPaid(year: YearStage, { id, grant, subject }: Part, again: () => void): Promise<void> {
  if (grant.status !== 'running') return;
  const [tomas, jonas] = [year.as(year.named('Tomas Lind')), year.as(year.named('Jonas Weber'))];
  await year.get(Instalments).release(tomas, id, { rate: null, rateSource: '', rateOn: null });
  if (!year.chance.of(0.3)) return;
  year.in(2, async () => {
    await year.get(Instalments).fail(tomas, id, 'The bank does not know this account.');
    if (grant.status === 'over') return;
    grant.open.set(`instalment_due ${subject}`, again);
    if (grant.status === 'running') again();
    year.in(year.chance.between(2, 40), async () => {
      if (grant.status !== 'running') return;
      await year.get(Instalments).release(jonas, id, { rate: null, rateSource: '', rateOn: null });
      grant.open.delete(`instalment_due ${subject}`);
      year.book.over(year.now, 'instalment_due', subject);
    });
  });
}

/** The city says where its money goes; finance makes sure of it, in the end. */
export async function pays(year: YearStage, { bid: { cityId, zone } }: Grant): Promise<void> {
  const { account, waiting } = await year.get(Payees).state(cityId);
  if (account || waiting) return;
  const number = `000 4470 ${2000 + year.count()}`;
  const bank = { holderName: 'The city', country: 'US', currency: 'USD', bic: 'INVEUS2X', reason: '' };
  const { id } = await year
    .get(Payees)
    .enter(year.signatory(cityId), cityId, { ...bank, kind: 'other', accountNumber: number });
  const subject = `bank_account:${id}`;
  year.book.owe(year.now, { anchor: 'details_unconfirmed', subject, at: year.now, zone, cityId });
  const jonas = year.as(year.named('Jonas Weber'));
  year.in(year.chance.between(0.2, 28), async () => {
    if (year.chance.of(0.8)) await year.get(Payees).confirm(jonas, id, 'Called the treasury.');
    else await year.get(Payees).reject(jonas, id, 'The treasury knows nothing of it.');
    year.book.over(year.now, 'details_unconfirmed', subject);
  });
}
