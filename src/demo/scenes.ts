import { Applications } from '../applications/applications.service';
import { Agreements } from '../awards/agreements.service';
import { Awards } from '../awards/awards.service';
import { Instalments } from '../disbursements/instalments.service';
import { Plans } from '../disbursements/plans.service';
import { Files } from '../files/files.service';
import { sumCents } from '../kernel/money';
import { dateIn, plusDays } from '../kernel/time';
import { Reports } from '../reports/reports.service';
import { Assignments } from '../reviews/assignments.service';
import { Reviews } from '../reviews/reviews.service';
import type { Round } from '../rounds/rounds.service';
import type { Proposal } from './proposals';
import type { Stage } from './stage';

/** Where the last of the staff have their day: what is today there has come for everybody. */
const fundZone = 'America/Denver';

/** The plain date so many days from the clock's now. */
export const inDays = (stage: Stage, days: number): string => plusDays(dateIn(stage.now, fundZone), days);

/** @returns the id of a document that says that it is invented */
export async function letter(stage: Stage, by: string, about: string): Promise<string> {
  const content = Buffer.from(`${about}: this letter is invented for the demonstration.\n`);
  return (await stage.get(Files).add(stage.as(by), { name: `${about}.txt`, content })).id;
}

/** A city writes its application and keeps it as a draft. @returns its id */
export async function drafts(stage: Stage, round: Round, proposal: Proposal, mark: string): Promise<string> {
  const { title, lead, partners, sector, stage: phase, askedCents, about } = proposal;
  const staffCents = Math.trunc(askedCents / 2);
  const travelCents = Math.trunc(askedCents / 10);
  const input = {
    roundId: round.id,
    title,
    summary: about,
    sectors: [sector],
    stage: phase,
    partners: partners.map((name) => ({ name })),
    budgetLines: [
      { item: 'Staff', cents: staffCents },
      { item: 'Meetings and travel', cents: travelCents },
      { item: 'Studies and materials', cents: askedCents - sumCents([staffCents, travelCents]) },
    ],
    requestedCents: askedCents,
    answers: Object.fromEntries(round.questions.map(({ key }) => [key, answers[key]?.(proposal) ?? about])),
  };
  return (await stage.get(Applications).start(stage.as(`${lead}, writing`), input, mark)).id;
}

const answers: Record<string, (proposal: Proposal) => string> = {
  emissions: ({ lead, sector }) =>
    `In ${lead} ${sector} is among the largest sources that the city can act on itself. The project first measures the baseline, then what changes.`,
  replication: ({ lead, partners }) =>
    partners.length > 0
      ? `${[lead, ...partners].join(', ')} work on it side by side, so what comes out fits more than one city from the start.`
      : `${lead} publishes the method, the costs and the mistakes, and offers two working sessions to other members.`,
  team: ({ lead }) => `The climate office of ${lead} leads; a project manager works on it half of the time.`,
};

/** A city writes its application and submits it. @returns its id */
export async function applies(stage: Stage, round: Round, proposal: Proposal, mark: string): Promise<string> {
  const id = await drafts(stage, round, proposal, mark);
  await stage.get(Applications).submit(stage.as(proposal.lead), id);
  return id;
}

/** Staff assign the reviewers, who have until the given day. @returns the reviews by reviewer */
export async function assigns(
  stage: Stage,
  id: string,
  reviewers: string[],
  dueOn: string,
): Promise<Map<string, string>> {
  const reviewerIds = reviewers.map((key) => stage.as(key).id);
  const made = await stage.get(Assignments).assign(stage.as('amara'), id, { reviewerIds, dueOn }, true);
  return new Map(made.map((review) => [reviewers[reviewerIds.indexOf(review.reviewerId)] ?? '', review.id]));
}

/** Each reviewer scores around the proposal's merit, milder or stricter by habit, and submits. */
export async function score(
  stage: Stage,
  round: Round,
  proposal: Proposal,
  reviews: Map<string, string>,
): Promise<void> {
  for (const [reviewer, id] of reviews) {
    const habit = habits[reviewer] ?? 0;
    const scores = Object.fromEntries(
      round.rubric.map(({ key, name, max }, i) => {
        const wobble = ((proposal.title.length + i * 3 + reviewer.length) % 3) - 1;
        const points = Math.min(max, Math.max(1, Math.trunc(proposal.merit + habit + wobble * 0.4 + 0.5)));
        return [key, { score: points, reason: reasons[points]?.(name) ?? name }];
      }),
    );
    const recommendedCents = proposal.awardedCents;
    const input = { scores, comment: '', recommendedCents, version: 1 };
    await stage.get(Reviews).saveAndSubmit(stage.as(reviewer), id, input);
  }
}

const habits: Record<string, number> = { kofi: 0.2, ingrid: -0.2, mateo: 0.1, hana: -0.1 };
const reasons: Record<number, (criterion: string) => string> = {
  1: (criterion) => `${criterion}: hardly addressed.`,
  2: (criterion) => `${criterion}: some thought, little evidence.`,
  3: (criterion) => `${criterion}: sound, with gaps that can be closed.`,
  4: (criterion) => `${criterion}: convincing in most respects.`,
  5: (criterion) => `${criterion}: as good as we see.`,
};

/** Proposed by one, approved by two others. @returns the award's id */
export async function approves(stage: Stage, applicationId: string, amountCents: number): Promise<string> {
  const id = await proposes(stage, applicationId, amountCents);
  for (const approver of ['priya', 'jonas']) await stage.get(Awards).approve(stage.as(approver), id);
  return id;
}

export async function proposes(stage: Stage, applicationId: string, amountCents: number): Promise<string> {
  const input = { amountCents, reason: 'High in the ranking, and within what the round has left.', conditions };
  return (await stage.get(Awards).propose(stage.as('amara'), applicationId, input)).id;
}

const conditions = 'Key products are public. The city reports once on the way and once at the end.';

export async function offers(stage: Stage, award: string, days: number): Promise<void> {
  await stage.get(Awards).offer(stage.as('amara'), award, { expiresOn: inDays(stage, days) });
}

/** Fund and city sign the agreement, and staff record it. */
export async function signs(stage: Stage, award: string): Promise<void> {
  const signed = { signedOn: inDays(stage, 0), fileId: await letter(stage, 'amara', 'Grant agreement') };
  await stage.get(Agreements).record(stage.as('amara'), award, signed);
}

const bare = { needsAgreement: false, notBefore: null, evidence: '' };

/** Staff schedule two reports and plan two halves; the second waits for the interim report. */
export async function plans(stage: Stage, award: string, amountCents: number, days: [number, number]) {
  const reports = stage.get(Reports);
  const amara = stage.as('amara');
  const interim = { kind: 'interim' as const, title: 'Interim report', dueOn: inDays(stage, days[0]) };
  const final = { kind: 'final' as const, title: 'Final report', dueOn: inDays(stage, days[1]) };
  const interimId = (await reports.schedule(amara, award, interim, true)).id;
  const finalId = (await reports.schedule(amara, award, final, true)).id;
  const first = Math.trunc(amountCents / 2);
  const instalments = [
    { ...bare, amountCents: first, dueOn: inDays(stage, 14), reportId: null },
    { ...bare, amountCents: amountCents - first, dueOn: inDays(stage, days[0] + 14), reportId: interimId },
  ];
  const { instalments: planned } = await stage.get(Plans).plan(amara, award, { instalments });
  const [one, two] = planned;
  return { interim: interimId, final: finalId, instalments: [one?.id ?? '', two?.id ?? ''] as const };
}

/** Requested by the city. */
export async function requests(stage: Stage, lead: string, instalment: string): Promise<void> {
  await stage.get(Instalments).request(stage.as(lead), instalment, '');
}

/** Requested by the city, approved by two people other than who planned it, and released to the bank. */
export async function releases(stage: Stage, lead: string, instalment: string): Promise<void> {
  await requests(stage, lead, instalment);
  for (const approver of ['jonas', 'priya']) await stage.get(Instalments).approve(stage.as(approver), instalment);
  await stage.get(Instalments).release(stage.as('tomas'), instalment, { rate: null, rateSource: '', rateOn: null });
}

export async function settles(stage: Stage, instalment: string): Promise<void> {
  const settlement = { settledOn: inDays(stage, 0), bankReference: '', chargedCents: null };
  await stage.get(Instalments).settle(stage.as('tomas'), instalment, settlement);
}

/** The city files the report; staff accept it. */
export async function reportsOn(stage: Stage, lead: string, report: string, spentCents: number): Promise<void> {
  const reports = stage.get(Reports);
  const narrative = 'The work went as planned; what was learned is written down with it.';
  const lessons = 'Start with the people who run the buildings and the lines: they know what will not work.';
  await reports.save(stage.as(`${lead}, writing`), report, { narrative, lessons, spentCents, version: 1 });
  await reports.submit(stage.as(lead), report);
  await reports.accept(stage.as('amara'), report);
}
