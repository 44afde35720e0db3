import { Applications } from '../applications/applications.service';
import { Awards } from '../awards/awards.service';
import { Contributions } from '../fund/contributions.service';
import { Funds } from '../fund/funds.service';
import { Instructions } from '../fund/instructions.service';
import { Pledges } from '../fund/pledges.service';
import { dateIn, plusDays } from '../kernel/time';
import { type Round, Rounds } from '../rounds/rounds.service';
import { Reviews } from '../reviews/reviews.service';
import { banks, fundBanks } from './banks';
import {
  applies,
  approves,
  assigns,
  drafts,
  inDays,
  letter,
  offers,
  plans,
  proposes,
  releases,
  score,
  settles,
  signs,
} from './scenes';
import type { Stage } from './stage';
import { questions, rubric } from './terms';
import { autumn, spring, springMark } from './today';

const DAY = 86_400_000;
const all = ['kofi', 'ingrid', 'mateo', 'hana'];

/** The $500,000 Innovation Fund today: a round in the middle of its life, and one that cities can apply to. */
export async function playInnovationFund(stage: Stage, funderIds: Map<string, string>, today: Date): Promise<void> {
  const before = (days: number): Date => new Date(today.getTime() - days * DAY);
  await stage.until(before(200));
  const fundId = await raises(stage, funderIds);
  await stage.until(before(150));
  const first = await opens(stage, fundId, { name: 'Spring round', budgetCents: 200_000_00, days: 40 });
  const ids = await receives(stage, first, before(115));
  await stage.until(before(109));
  await judges(stage, first, ids);
  const unpaid = await decides(stage, ids, before);
  await stage.until(before(12));
  const second = await opens(stage, fundId, { name: 'Open round', budgetCents: 250_000_00, days: 57 });
  await goesOn(stage, ids, unpaid, before);
  await stage.until(before(2));
  await proposesCost(stage, fundId);
  for (const proposal of autumn) await (proposal.submitted ? applies : drafts)(stage, second, proposal, springMark);
  await stage.until(today);
}

/** $500,000, as the Alliance states it. The split between the funders is not published: this one is invented. */
async function raises(stage: Stage, funderIds: Map<string, string>): Promise<string> {
  const purpose =
    'Invests in high-potential, city-led projects that develop, test, implement and amplify deep decarbonisation. Who gave how much is illustrative.';
  const fund = { name: 'Innovation Fund', purpose, currency: 'USD', approvalsRequired: 2 };
  const { id } = await stage.get(Funds).open(stage.as('wren'), fund);
  const restrictionId = await restricts(stage, id);
  const pledgeId = await pledges(stage, id, funderIds.get('The Kresge Foundation') ?? '');
  for (const [funder, funderId] of funderIds) {
    const gifts: [number, string | null][] = funder.startsWith('V. Kann')
      ? [
          [60_000_00, restrictionId],
          [40_000_00, null],
        ]
      : [[100_000_00, null]];
    for (const [grossCents, restriction] of gifts) {
      const gift = { funderId, grossCents, feeCents: 0, receivedOn: inDays(stage, 0), reference: '' };
      const on = funder === 'The Kresge Foundation' ? pledgeId : null;
      const received = { ...gift, restrictionId: restriction, pledgeId: on };
      await stage.get(Contributions).receive(stage.as('priya'), id, received, true);
    }
  }
  await fundBanks(stage, id);
  return id;
}

/** A restriction with a period that has not ended, and the letter in which it was said. */
async function restricts(stage: Stage, fundId: string): Promise<string> {
  const terms = {
    name: 'V. Kann Rasmussen: urban transportation',
    sectors: ['urban transportation'],
    purpose: 'Projects that make getting around a city cleaner. Illustrative.',
    ...{
      startsOn: inDays(stage, 0),
      endsOn: inDays(stage, 730),
      fileId: await letter(stage, 'priya', 'Urban transportation'),
    },
  };
  return (await stage.get(Funds).restrict(stage.as('priya'), fundId, terms)).id;
}

/** A pledge of which the first part has arrived and the second is still to. */
async function pledges(stage: Stage, fundId: string, funderId: string): Promise<string> {
  const parts = [
    { dueOn: inDays(stage, 0), amountCents: 100_000_00 },
    { dueOn: inDays(stage, 365), amountCents: 50_000_00 },
  ];
  const terms = { funderId, amountCents: 150_000_00, signedOn: inDays(stage, 0), restrictionId: null, parts };
  const signed = { ...terms, reference: 'Over two years', fileId: await letter(stage, 'priya', 'Pledge') };
  return (await stage.get(Pledges).sign(stage.as('priya'), fundId, signed, true)).id;
}

/** What running the fund costs, proposed by finance and waiting for others. */
async function proposesCost(stage: Stage, fundId: string): Promise<void> {
  const cost = { kind: 'overhead', expense: 'admin_expense', amountCents: 2_500_00, fileId: null } as const;
  const whole = { ...cost, contributionId: null, toRestrictionId: null, pledgeId: null };
  const reason = 'The yearly audit of the fund. Illustrative.';
  await stage.get(Instructions).propose(stage.as('priya'), fundId, { ...whole, reason });
}

async function opens(
  stage: Stage,
  fundId: string,
  terms: { name: string; budgetCents: number; days: number },
): Promise<Round> {
  const { name, budgetCents, days } = terms;
  const input = {
    ...{ fundId, name, budgetCents, floorCents: 10_000_00, ceilingCents: 100_000_00, questions, rubric },
    summary: 'For projects that a city leads, alone or with others, and that other cities can learn from.',
    sectors: ['urban transportation', 'energy use', 'waste systems'],
    stages: ['develop', 'test', 'implement', 'amplify'],
    deadlineLocal: `${plusDays(dateIn(stage.now, 'America/New_York'), days)}T23:59:59`,
    deadlineZone: 'America/New_York',
  };
  const { id } = await stage
    .get(Rounds)
    .plan(stage.as('amara'), input, 'This round is invented for the demonstration.');
  return stage.get(Rounds).open(stage.as('amara'), id);
}

type Ids = Record<keyof typeof spring, string>;

async function receives(stage: Stage, round: Round, when: Date): Promise<Ids> {
  await stage.until(when);
  const ids: Partial<Ids> = {};
  for (const [key, proposal] of Object.entries(spring)) {
    ids[key as keyof Ids] = await applies(stage, round, proposal, springMark);
  }
  return ids as Ids;
}

/** Everything is scored but Boston’s, whose last two reviews are due in a few days. */
async function judges(stage: Stage, { id: roundId }: Round, ids: Ids): Promise<void> {
  const round = await stage.get(Rounds).close(stage.as('amara'), roundId);
  await stage.get(Rounds).startReview(stage.as('amara'), roundId);
  for (const [key, proposal] of Object.entries(spring)) {
    const late = key === 'boston';
    const panel = late ? ['kofi', 'ingrid'] : all.slice(0, 3);
    const reviews = await assigns(stage, ids[key as keyof Ids], panel, inDays(stage, 30));
    await score(stage, round, proposal, reviews);
  }
}

/** @returns the instalment of Oslo that can be paid next */
async function decides(stage: Stage, ids: Ids, before: (days: number) => Date): Promise<string> {
  const [applications, awards] = [stage.get(Applications), stage.get(Awards)];
  await stage.until(before(75));
  await applications.decline(stage.as('amara'), ids.london, 'The panel saw no clear owner for the results.');
  await applications.waitlist(stage.as('amara'), ids.washington);
  const copenhagen = await approves(stage, ids.copenhagen, 60_000_00);
  const oslo = await approves(stage, ids.oslo, 45_000_00);
  for (const award of [copenhagen, oslo]) await offers(stage, award, 21);
  await stage.until(before(68));
  await awards.accept(stage.as('Copenhagen'), copenhagen);
  await awards.accept(stage.as('Oslo'), oslo);
  for (const lead of ['Copenhagen', 'Oslo']) await banks(stage, lead);
  // Oslo's is not back yet: of that people are reminded.
  await signs(stage, copenhagen);
  const ferry = await plans(stage, copenhagen, 60_000_00, [74, 300]);
  const sites = await plans(stage, oslo, 45_000_00, [90, 300]);
  await stage.until(before(50));
  await releases(stage, 'Copenhagen', ferry.instalments[0]);
  await stage.until(before(48));
  await settles(stage, ferry.instalments[0]);
  return sites.instalments[0];
}

/** What is under way now. */
async function goesOn(stage: Stage, ids: Ids, unpaid: string, before: (days: number) => Date): Promise<void> {
  await stage.until(before(7));
  await offers(stage, await approves(stage, ids.boulder, 50_000_00), 21);
  await stage.until(before(4));
  const late = await assigns(stage, ids.boston, ['mateo', 'hana'], inDays(stage, 10));
  await begins(stage, late.get('mateo') ?? '');
  await proposes(stage, ids.stockholm, 40_000_00);
  await stage.until(before(3));
  await releases(stage, 'Oslo', unpaid);
}

/** One reviewer has begun, and not come to an end. */
async function begins(stage: Stage, review: string): Promise<void> {
  const scores = { impact: { score: 4, reason: 'A street at a time is where the savings are.' } };
  await stage.get(Reviews).save(stage.as('mateo'), review, { scores, comment: '', recommendedCents: null, version: 1 });
}
