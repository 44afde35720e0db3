import { Amendments } from '../amendments/amendments.service';
import { Applications } from '../applications/applications.service';
import { Awards } from '../awards/awards.service';
import { Plans } from '../disbursements/plans.service';
import { Contributions } from '../fund/contributions.service';
import { Funds } from '../fund/funds.service';
import { Rounds } from '../rounds/rounds.service';
import { banks, fundBanks } from './banks';
import { factsMark, inventedMark, type Proposal, round3 } from './proposals';
import {
  applies,
  approves,
  assigns,
  inDays,
  letter,
  offers,
  plans,
  releases,
  reportsOn,
  score,
  settles,
  signs,
} from './scenes';
import type { Stage } from './stage';
import { questions, rubric } from './terms';

const at = (iso: string): Date => new Date(iso);

/** Round 3 of the Alliance's earlier fund: 12 proposals, $650,000 available, eight awards that add up to exactly that. */
export async function playRound3(stage: Stage, funderIds: Map<string, string>): Promise<void> {
  const fundId = await raises(stage, funderIds);
  const round = await opens(stage, fundId);
  const ids = new Map<Proposal, string>();
  for (const [i, proposal] of round3.entries()) {
    await stage.until(at(`2017-02-${String(10 + i).padStart(2, '0')}T15:00:00Z`));
    ids.set(proposal, await applies(stage, round, proposal, proposal.awardedCents ? factsMark : inventedMark));
  }
  await judges(stage, round.id, ids);
  await awardsAndPays(stage, round.id, ids);
}

/** How much each funder gave is not published; this split is invented and marked so. */
async function raises(stage: Stage, funderIds: Map<string, string>): Promise<string> {
  await stage.until(at('2016-11-01T15:00:00Z'));
  const purpose = 'City-led projects of the Alliance, 2015 to 2019. Who gave how much is illustrative.';
  const fund = { name: 'CNCA Innovation Fund 2017', purpose, currency: 'USD', approvalsRequired: 2 };
  const { id } = await stage.get(Funds).open(stage.as('wren'), fund);
  const restriction = { name: 'Barr: energy use', sectors: ['energy use'] };
  const barr = await stage.get(Funds).restrict(stage.as('priya'), id, restriction);
  const gifts: [string, number, number, string | null][] = [
    ['The Kresge Foundation', 200_000_00, 0, null],
    ['Barr Foundation', 150_000_00, 0, barr.id],
    ['V. Kann Rasmussen Foundation', 100_000_00, 0, null],
    ['Summit Foundation', 100_000_00, 0, null],
    ['Rockefeller Brothers Fund', 100_030_00, 30_00, null],
  ];
  for (const [i, [funder, grossCents, feeCents, restrictionId]] of gifts.entries()) {
    await stage.until(at(`2016-11-${String(14 + i).padStart(2, '0')}T15:00:00Z`));
    const gift = { funderId: funderIds.get(funder) ?? '', grossCents, feeCents, restrictionId };
    const received = { ...gift, receivedOn: inDays(stage, 0), reference: '' };
    await stage.get(Contributions).receive(stage.as('priya'), id, received, true);
  }
  await fundBanks(stage, id);
  return id;
}

async function opens(stage: Stage, fundId: string) {
  await stage.until(at('2017-01-09T15:00:00Z'));
  const input = {
    fundId,
    name: 'CNCA Round 3',
    summary: 'Projects that develop, test, implement and amplify deep decarbonisation in cities.',
    budgetCents: 650_000_00,
    floorCents: null,
    ceilingCents: null,
    sectors: ['urban transportation', 'energy use', 'waste systems'],
    stages: ['develop', 'test', 'implement', 'amplify'],
    deadlineLocal: '2017-02-28T23:59:59',
    deadlineZone: 'America/New_York',
    questions,
    rubric,
  };
  const note =
    'Budget, number of proposals, total asked and the eight awards are published facts. Questions, rubric, scores, dates and the four proposals that were not funded are illustrative.';
  const { id } = await stage.get(Rounds).plan(stage.as('amara'), input, note);
  return stage.get(Rounds).open(stage.as('amara'), id);
}

async function judges(stage: Stage, roundId: string, ids: Map<Proposal, string>): Promise<void> {
  const rounds = stage.get(Rounds);
  await stage.until(at('2017-03-01T15:00:00Z'));
  const round = await rounds.close(stage.as('amara'), roundId);
  await rounds.startReview(stage.as('amara'), roundId);
  const all = ['kofi', 'ingrid', 'mateo', 'hana'];
  const panels: [Proposal, Map<string, string>][] = [];
  for (const [i, [proposal, id]] of [...ids].entries()) {
    panels.push([proposal, await assigns(stage, id, all.toSpliced(i % 4, 1), '2017-03-31')]);
  }
  for (const [i, [proposal, panel]] of panels.entries()) {
    await stage.until(at(`2017-03-${String(16 + i).padStart(2, '0')}T16:00:00Z`));
    await score(stage, round, proposal, panel);
  }
}

async function awardsAndPays(stage: Stage, roundId: string, ids: Map<Proposal, string>): Promise<void> {
  const granted: { proposal: Proposal; award: string; amount: number }[] = [];
  await stage.until(at('2017-04-18T15:00:00Z'));
  for (const [proposal, id] of ids) {
    const amount = proposal.awardedCents;
    if (amount) granted.push({ proposal, award: await approves(stage, id, amount), amount });
    else await stage.get(Applications).decline(stage.as('amara'), id, 'The round could not fund every good proposal.');
  }
  await stage.get(Rounds).decide(stage.as('amara'), roundId);
  for (const { award } of granted) await offers(stage, award, 30);
  await stage.until(at('2017-05-02T15:00:00Z'));
  for (const { proposal, award } of granted) await stage.get(Awards).accept(stage.as(proposal.lead), award);
  for (const { proposal } of granted) await banks(stage, proposal.lead);
  const followed = granted.find(({ proposal }) => proposal.lead === followedLead)?.award ?? '';
  for (const { award } of granted) await signs(stage, award);
  const running: ((typeof granted)[number] & Awaited<ReturnType<typeof plans>>)[] = [];
  for (const grant of granted)
    running.push({ ...grant, ...(await plans(stage, grant.award, grant.amount, [180, 365])) });
  await stage.until(at('2017-05-16T15:00:00Z'));
  for (const { instalments, proposal } of running) await releases(stage, proposal.lead, instalments[0]);
  await stage.until(at('2017-05-18T15:00:00Z'));
  for (const { instalments } of running) await settles(stage, instalments[0]);
  await amends(stage, followed);
  await stage.until(at('2017-10-26T15:00:00Z'));
  for (const { proposal, interim, amount } of running)
    await reportsOn(stage, proposal.lead, interim, Math.trunc(amount / 2));
  await stage.until(at('2017-11-09T15:00:00Z'));
  for (const { instalments, proposal } of running) await releases(stage, proposal.lead, instalments[1]);
  await stage.until(at('2017-11-13T15:00:00Z'));
  for (const { instalments } of running) await settles(stage, instalments[1]);
  await stage.until(at('2018-05-01T15:00:00Z'));
  for (const { proposal, final, amount } of running) await reportsOn(stage, proposal.lead, final, amount);
  for (const { award } of running) await stage.get(Plans).complete(stage.as('amara'), award);
  await stage.get(Rounds).archive(stage.as('amara'), roundId);
}

/** The city whose papers are there to be looked at. */
const followedLead = 'New York City';

/** The city asks for more time, and gets it. */
async function amends(stage: Stage, award: string): Promise<void> {
  await stage.until(at('2017-09-12T15:00:00Z'));
  const amendments = stage.get(Amendments);
  const same = { changeCents: 0, startsOn: null, scope: null, budgetLines: null };
  const { id } = await amendments.propose(stage.as(followedLead), award, {
    ...{ ...same, endsOn: '2018-05-31', fileId: await letter(stage, followedLead, 'Request for more time') },
    reason: 'The surveys of the buildings wait for the heating season. Illustrative.',
  });
  for (const approver of ['amara', 'priya']) await amendments.approve(stage.as(approver), id);
}
