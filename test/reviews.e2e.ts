import { Client } from 'pg';
import { Config } from '../src/kernel/config';
import type { Organisation } from '../src/people/organisation.entity';
import type { Person } from '../src/people/person.entity';
import { PeopleService } from '../src/people/people.service';
import type { Agent } from './support/agent';
import { Call } from './support/call';
import { DueBook } from './support/due';
import { createWorld, type World } from './support/world';

type View = { id: string; version: number; status: string; [name: string]: unknown };
type List = { items: View[] };
type Problem = { detail: string; errors: Record<string, string[]> };

let world: World;
let call: Call;
let staff: Agent;
let rita: Person;
let omar: Person;
const now = '2027-02-10T12:00:00.000Z';

const scored = (impact: unknown = 4, feasibility: unknown = 3, reason = 'Because it is well made.') => ({
  impact: { score: impact, reason },
  feasibility: { score: feasibility, reason },
});
/** 60 × 4/5 + 40 × 3/5 */
const score = 72;

/** A closed round with as many submitted applications as there are titles, each of a city of its own. */
async function closedRound(...titles: string[]): Promise<{ roundId: string; ids: string[] }> {
  world.clock.pin(new Date('2027-01-20T12:00:00.000Z'));
  const { id: roundId } = await call.openRound();
  const ids: string[] = [];
  for (const title of titles) {
    const writer = world.as(await world.person({ role: 'city' }));
    const { id } = await call.draft(roundId, { title }, writer);
    const sent = await writer.post(`/api/applications/${id}/submit`);
    expect(sent.status).toBe(200);
    ids.push(id);
    world.clock.pin(new Date(world.clock.now().getTime() + 60_000));
  }
  world.clock.pin(new Date(now));
  expect((await staff.post(`/api/rounds/${roundId}/close`)).status).toBe(200);
  return { roundId, ids };
}

async function assigned(applicationId: string, ...reviewers: Person[]): Promise<View[]> {
  const input = { reviewerIds: reviewers.map(({ id }) => id), dueOn: '2027-03-10' };
  const { status, json, text } = await staff.post<List>(`/api/applications/${applicationId}/reviews`, input);
  if (status !== 201) throw new Error(text);
  return reviewers.map(({ id }) => json.items.find(({ reviewerId }) => reviewerId === id) as View);
}

/** One application, reviewed by one reviewer. */
async function oneReview(
  title: string,
  reviewer = rita,
): Promise<{ applicationId: string; roundId: string; review: View }> {
  const { roundId, ids } = await closedRound(title);
  const applicationId = ids[0] as string;
  return { applicationId, roundId, review: (await assigned(applicationId, reviewer))[0] as View };
}

/** What is planned for Rita, and for whoever leads the program. */
const planned = async (reviewId: string): Promise<string[]> => {
  const book = new DueBook(world);
  const of = (name: string) => book.mornings(`review:${reviewId}`, 'review_due', name);
  return [...(await of('Rita Reviewer')), ...(await of('Petra Program'))];
};

beforeAll(async () => {
  world = await createWorld();
  world.clock.pin(new Date(now));
  call = await Call.prepare(world);
  staff = call.staff;
  // Whoever signs in now is still signed in when the clock goes back to the days before the deadline.
  for (const agent of [staff, call.writer]) expect((await agent.get('/api/me')).status).toBe(200);
  rita = await world.person({ role: 'reviewer', name: 'Rita Reviewer' });
  omar = await world.person({ role: 'reviewer', name: 'Omar Reviewer' });
});
afterAll(() => world.close());

describe('assigning', () => {
  it('takes a submitted application into review, tells the reviewer and plans the reminders, all at once', async () => {
    const { applicationId, review } = await oneReview('Geothermal ice rink');
    expect(review).toMatchObject({
      status: 'assigned',
      dueOn: '2027-03-10',
      dueZone: 'America/New_York',
      sealed: true,
    });
    expect(review.dueAt).toBe('2027-03-11T04:59:59.000Z');
    expect((await staff.get<View>(`/api/applications/${applicationId}`)).json.status).toBe('in_review');
    // Where Rita is it ends in the night to 11 March; the third day after it is a Sunday.
    const mornings = ['-7 03-04', '-2 03-09', '0 03-10', '3 03-15', '7 03-18', '11 03-22', '15 03-26'];
    expect(await planned(review.id)).toEqual([...mornings.map((day) => `${day} 09:00`), '7 03-18 09:00 escalated']);
    const [event] = await world.sql(`select data from outbox where subject = $1 and event = 'review.assigned'`, [
      `review:${review.id}`,
    ]);
    expect(event).toMatchObject({
      data: { reviewerId: rita.id, reviewer: 'Rita Reviewer', title: 'Geothermal ice rink' },
    });
    expect((await staff.get<List>(`/api/reviews/${review.id}/history`)).json.items).toMatchObject([
      { who: 'Petra Program', sentence: 'assigned the review' },
    ]);
  });

  it('waits until the round has closed', async () => {
    world.clock.pin(new Date('2027-01-20T12:00:00.000Z'));
    const { id: roundId } = await call.openRound();
    const { id } = await call.draft(roundId);
    const input = { reviewerIds: [rita.id], dueOn: '2027-03-10' };
    const draft = await staff.post<Problem>(`/api/applications/${id}/reviews`, input);
    expect([draft.status, draft.json.detail]).toEqual([409, expect.stringContaining('is draft')]);
    await call.writer.post(`/api/applications/${id}/submit`);
    const early = await staff.post<Problem>(`/api/applications/${id}/reviews`, input);
    expect([early.status, early.json.detail]).toEqual([409, expect.stringContaining('when the round has closed')]);
    expect((await staff.post(`/api/rounds/${roundId}/reviews`, input)).status).toBe(409);
    world.clock.pin(new Date(now));
  });

  it('refuses with a sentence whoever cannot review it, and then assigns nobody', async () => {
    const { ids } = await closedRound('Cargo bikes');
    const id = ids[0] as string;
    const lead = await leadOf(id);
    const local = await world.person({ role: 'reviewer', name: 'Lokal Lena', organisation: lead });
    const gone = await world.person({ role: 'reviewer', name: 'Gone Gerd' });
    const admin = world.as(await world.person({ role: 'admin' }));
    expect((await admin.post(`/api/people/${gone.id}/disable`)).status).toBe(200);
    const refused = async (reviewerId: string, dueOn = '2027-03-10'): Promise<string> => {
      const input = { reviewerIds: [rita.id, reviewerId], dueOn };
      const { status, json } = await staff.post<Problem>(`/api/applications/${id}/reviews`, input);
      expect(status).toBe(422);
      return Object.values(json.errors).flat().join(' ');
    };
    expect(await refused(local.id)).toBe(
      'Lokal Lena works for the city that leads this application. Choose somebody else.',
    );
    expect(await refused(gone.id)).toBe('Gone Gerd is disabled and cannot sign in. Choose somebody else.');
    expect(await refused(call.program.id)).toBe('Petra Program is not a reviewer. Choose somebody else.');
    expect(await refused('00000000-0000-4000-8000-000000000000')).toBe(
      'There is no such reviewer. Choose from the list.',
    );
    expect(await refused('somebody')).toBe('Choose reviewers from the list.');
    expect(await refused(rita.id)).toBe('A reviewer stands in the list twice.');
    expect(await refused(omar.id, '2027-02-09')).toBe('Choose a day that is still to come.');
    expect(await refused(omar.id, '2027-02-30')).toContain('is not a date like');
    expect(await refused(omar.id, '2199-12-31')).toBe('Choose a day within the next two years.');
    expect(await world.sql('select 1 from review where application_id = $1', [id])).toEqual([]);
    await assigned(id, rita);
    expect(await refused(omar.id)).toBe('Rita Reviewer has or had this application to review. Choose somebody else.');
  });

  it('is the program staff’s alone', async () => {
    const { ids } = await closedRound('Deep retrofit');
    const input = { reviewerIds: [rita.id], dueOn: '2027-03-10' };
    for (const role of ['finance', 'admin', 'auditor', 'reviewer', 'city'] as const) {
      const agent = world.as(await world.person({ role }));
      expect((await agent.post(`/api/applications/${ids[0]}/reviews`, input)).status).toBe(403);
    }
    expect((await world.as().post(`/api/applications/${ids[0]}/reviews`, input)).status).toBe(401);
  });

  it('gives every application of a round to every reviewer once, however often it is asked', async () => {
    const { roundId, ids } = await closedRound('Compost', 'Trolley buses', 'Heat pumps');
    const lead = await leadOf(ids[0] as string);
    const local = await world.person({ role: 'reviewer', organisation: lead });
    const [had] = await assigned(ids[1] as string, omar);
    const input = { reviewerIds: [rita.id, omar.id, local.id], dueOn: '2027-03-20' };
    const first = await staff.post<{ reviews: unknown[]; skipped: object }>(`/api/rounds/${roundId}/reviews`, input);
    expect(first.json.reviews).toHaveLength(7);
    expect(first.json.skipped).toEqual({ already: 1, ownCity: 1 });
    const again = await staff.post(`/api/rounds/${roundId}/reviews`, input);
    expect(again.json).toEqual({ reviews: [], skipped: { already: 8, ownCity: 1 } });
    const [count] = await world.sql(
      `select count(distinct v.id)::int as reviews, count(o.id)::int as reminders from review v
         join outbox o on o.subject = 'review:' || v.id and o.key like 'reminder:%' where v.round_id = $1`,
      [roundId],
    );
    // Eight of the first, one of them Petra’s. The others end in the night to Sunday 21 March: two days before and on the day are one Friday.
    expect(count).toEqual({ reviews: 8, reminders: 57 });
    expect((await staff.get<View>(`/api/reviews/${had?.id}`)).json.dueOn).toBe('2027-03-10');
    const progress = await staff.get<{ reviewers: object[]; closed: null }>(`/api/rounds/${roundId}/reviews`);
    expect(progress.json.closed).toBeNull();
    expect(progress.json.reviewers).toContainEqual(
      expect.objectContaining({ reviewer: 'Omar Reviewer', assigned: 3, submitted: 0, nextDueOn: '2027-03-10' }),
    );
  });

  it('has one effect when the same request comes forty times', async () => {
    const { ids } = await closedRound('Biogas');
    const input = { reviewerIds: [rita.id, omar.id], dueOn: '2027-03-10' };
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => staff.post<List>(`/api/applications/${ids[0]}/reviews`, input, { key: 'same' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await world.sql('select 1 from review where application_id = $1', [ids[0]])).toHaveLength(2);
  });
});

describe('the date', () => {
  it('moves its reminders along', async () => {
    const { review } = await oneReview('District cooling');
    const moved = await staff.post<View>(`/api/reviews/${review.id}/reschedule`, { dueOn: '2027-02-12' });
    expect(moved.json).toMatchObject({ dueOn: '2027-02-12', dueAt: '2027-02-13T04:59:59.000Z', urgency: 'soon' });
    const mornings = ['-2 02-11', '0 02-12', '3 02-16', '7 02-22', '11 02-24', '15 03-01'];
    expect(await planned(review.id)).toEqual([...mornings.map((day) => `${day} 09:00`), '7 02-22 09:00 escalated']);
    const before = await world.sql(`select 1 from outbox where subject = $1 and state = 'called_off'`, [
      `review:${review.id}`,
    ]);
    expect(before).toHaveLength(8);
    const same = await staff.post<Problem>(`/api/reviews/${review.id}/reschedule`, { dueOn: '2027-02-12' });
    expect(same.json.errors).toEqual({ dueOn: ['It is due on this day already.'] });
    expect((await staff.post(`/api/reviews/${review.id}/reschedule`, { dueOn: '2027-02-01' })).status).toBe(422);
    expect((await world.as(rita).post(`/api/reviews/${review.id}/reschedule`, { dueOn: '2027-04-01' })).status).toBe(
      403,
    );
  });

  it('is called off with the review: submitted, declined, recalled', async () => {
    const { ids } = await closedRound('Solar roofs');
    const [one, two, three] = (await assigned(
      ids[0] as string,
      rita,
      omar,
      await world.person({ role: 'reviewer' }),
    )) as [View, View, View];
    await world.as(rita).put(`/api/reviews/${one.id}`, { version: 1, scores: scored() });
    expect((await world.as(rita).post(`/api/reviews/${one.id}/submit`)).status).toBe(200);
    expect((await world.as(omar).post(`/api/reviews/${two.id}/decline`, { reason: 'I advise them.' })).status).toBe(
      200,
    );
    expect((await staff.post(`/api/reviews/${three.id}/recall`)).status).toBe(200);
    for (const { id } of [one, two, three]) expect(await planned(id)).toEqual([]);
    for (const { id } of [one, two, three]) {
      expect((await staff.post(`/api/reviews/${id}/reschedule`, { dueOn: '2027-04-01' })).status).toBe(409);
      expect((await staff.post(`/api/reviews/${id}/recall`)).status).toBe(409);
    }
    expect(await planned(one.id)).toEqual([]);
  });

  it('is planned in the transaction that assigns: when that fails at the last moment, nothing of it is there', async () => {
    const { ids } = await closedRound('Wind share');
    const owner = new Client({ connectionString: world.app.get(Config, { strict: false }).DATABASE_URL });
    await owner.connect();
    await owner.query(`create constraint trigger trip after insert on review deferrable initially deferred
      for each row when (new.due_on = '2027-03-13') execute function refuse_change()`);
    const rows = () => world.sql(`select count(*) from outbox union all select count(*) from event`);
    const before = await rows();
    const answer = await staff.post(`/api/applications/${ids[0]}/reviews`, {
      reviewerIds: [rita.id],
      dueOn: '2027-03-13',
    });
    await owner.query('drop trigger trip on review');
    await owner.end();
    expect(answer.status).toBe(500);
    expect(await rows()).toEqual(before);
    expect((await staff.get<View>(`/api/applications/${ids[0]}`)).json.status).toBe('submitted');
    await assigned(ids[0] as string, rita);
  });
});

describe('scoring', () => {
  it('keeps a draft, comes back to it, submits it once and changes it never again', async () => {
    const { review } = await oneReview('Reused concrete');
    const reader = world.as(rita);
    const seen = await reader.get<View>(`/api/reviews/${review.id}`);
    expect(seen.json).toMatchObject({ editable: true, moves: [{ move: 'submit' }, { move: 'decline' }] });
    expect(seen.json.application).toMatchObject({
      title: 'Reused concrete',
      partners: [{ name: 'Boulder' }],
      answers: [{ question: 'Who can copy this?', answer: 'Every city with a sewer.' }, {}],
    });
    const partly = { version: 1, scores: { impact: { score: 4, reason: '' } }, comment: 'To be continued' };
    const draft = await reader.put<View>(`/api/reviews/${review.id}`, partly);
    expect(draft.json).toMatchObject({ status: 'draft', version: 2, comment: 'To be continued', score: null });
    const open = await reader.post<Problem>(`/api/reviews/${review.id}/submit`);
    expect(open.status).toBe(422);
    expect(Object.keys(open.json.errors)).toEqual([
      'scores[impact][reason]',
      'scores[feasibility][score]',
      'scores[feasibility][reason]',
    ]);
    await reader.put(`/api/reviews/${review.id}`, { version: 2, scores: scored(), recommendedCents: 250_000 });
    const done = await reader.post<View>(`/api/reviews/${review.id}/submit`, { version: 3 });
    expect(done.json).toMatchObject({
      status: 'submitted',
      score,
      recommendedCents: 250_000,
      moves: [],
      editable: false,
    });
    const twice = await reader.post<Problem>(`/api/reviews/${review.id}/submit`);
    expect([twice.status, twice.json.detail]).toEqual([409, 'This review is submitted: submit is not possible now.']);
    const late = await reader.put<Problem>(`/api/reviews/${review.id}`, { version: 4, scores: scored(5, 5) });
    expect([late.status, late.json.detail]).toEqual([409, 'This review is submitted: it cannot be changed any more.']);
    expect((await reader.post(`/api/reviews/${review.id}/decline`, { reason: 'No.' })).status).toBe(409);
    expect((await reader.get<View>(`/api/reviews/${review.id}`)).json.score).toBe(score);
    const sentences = (await reader.get<{ items: { sentence: string }[] }>(`/api/reviews/${review.id}/history`)).json
      .items;
    expect(sentences.map(({ sentence }) => sentence)).toEqual([
      'submitted the review',
      'started the review',
      'assigned the review',
    ]);
  });

  it.each<[string, object]>([
    ['a score of 0', { scores: scored(0) }],
    ['a score above the best', { scores: scored(6) }],
    ['half a score', { scores: scored(3.5) }],
    ['a score in words', { scores: scored('four') }],
    ['a criterion that is not in the rubric', { scores: { ...scored(), charm: { score: 5, reason: 'Nice.' } } }],
    ['scores in a list', { scores: [4, 3] }],
    ['a reason that is no text', { scores: { impact: { score: 4, reason: { text: 'x' } } } }],
    ['more than the city asks for', { recommendedCents: 300_001 }],
    ['less than nothing', { recommendedCents: -1 }],
    ['a fraction of a cent', { recommendedCents: 12.345 }],
    ['no version', { version: undefined }],
    ['a field that does not exist', { status: 'submitted' }],
  ])('refuses %s and keeps nothing', async (_, changes) => {
    const review = await sharedReview();
    const input = { version: 1, scores: scored(), comment: '', ...changes };
    const { status, json } = await world.as(rita).put<Problem>(`/api/reviews/${review.id}`, input);
    expect([status, Object.keys(json.errors).length]).toEqual([422, 1]);
    expect((await world.as(rita).get(`/api/reviews/${review.id}`)).json).toMatchObject({
      version: 1,
      status: 'assigned',
    });
  });

  it('lets of two tabs the first one save, and keeps both texts', async () => {
    const { review } = await oneReview('Night trains');
    const reader = world.as(rita);
    const form = (words: string) => ({ version: '1', _page: `/reviews/${review.id}`, scores: typed(words) });
    expect((await reader.form(`/reviews/${review.id}`, form('The first tab.'))).to).toBe(`/reviews/${review.id}`);
    const second = await reader.form(`/reviews/${review.id}`, form('The second tab.'));
    expect(second.to).toContain('?refused=');
    const { text } = await reader.follow(second);
    expect(text).toContain('saved in another window meanwhile');
    expect(text).toContain('What is saved now');
    expect(text).toContain('The first tab.');
    expect(text).toContain('The second tab.');
    expect(text).toContain('name="version" value="2"');
    expect((await reader.put(`/api/reviews/${review.id}`, { version: 1, scores: {} })).status).toBe(409);
    expect((await reader.post(`/api/reviews/${review.id}/submit`, { version: 1 })).status).toBe(409);
  });

  it('submits what the page typed, or brings it back with what is open', async () => {
    const { review } = await oneReview('School streets');
    const reader = world.as(rita);
    const open = {
      version: '1',
      _page: `/reviews/${review.id}`,
      scores: { impact: { reason: 'Only words.' } },
      comment: 'A remark.',
    };
    const refused = await reader.follow(await reader.form(`/reviews/${review.id}/submit`, open));
    expect(refused.text).toContain('Score “Impact” from 1 to 5.');
    expect(refused.text).toContain('Only words.');
    expect(refused.text).toContain('A remark.');
    expect(refused.text).not.toContain('What is saved now');
    const wrong = { ...open, scores: { impact: { score: '9', reason: '' } }, recommendedCents: '1,000,000.00' };
    const faulty = (await reader.follow(await reader.form(`/reviews/${review.id}`, wrong))).text;
    const order = ['Score “Impact” with a whole number', 'Recommend at most'].map((sentence) =>
      faulty.indexOf(sentence),
    );
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
    const whole = { version: '1', scores: typed('Convincing.'), recommendedCents: '2,500.00', comment: '' };
    expect((await reader.form(`/reviews/${review.id}/submit`, whole)).to).toBe(`/reviews/${review.id}`);
    const { text } = await reader.get(`/reviews/${review.id}`);
    expect(text).toContain('Thank you. Your review of “School streets” was submitted');
    expect(text).toContain('72.00');
    expect(text).toContain('$2,500.00');
    expect(text).not.toContain('<textarea');
  });

  it('is not for the admin, nor for anybody but the reviewer', async () => {
    const { review } = await oneReview('Green hydrogen');
    const content = { version: 1, scores: scored() };
    for (const role of ['admin', 'program', 'finance', 'auditor', 'city'] as const) {
      const agent = world.as(await world.person({ role }));
      expect((await agent.put(`/api/reviews/${review.id}`, content)).status).toBe(403);
      expect((await agent.post(`/api/reviews/${review.id}/submit`)).status).toBe(403);
      expect((await agent.post(`/api/reviews/${review.id}/decline`, { reason: 'No.' })).status).toBe(403);
      expect((await agent.form(`/reviews/${review.id}`, content)).status).not.toBe(200);
    }
    const other = world.as(omar);
    expect((await other.get(`/api/reviews/${review.id}`)).status).toBe(404);
    expect((await other.get(`/reviews/${review.id}`)).status).toBe(404);
    expect((await other.put(`/api/reviews/${review.id}`, content)).status).toBe(404);
    expect((await other.post(`/api/reviews/${review.id}/submit`)).status).toBe(404);
    expect((await other.post(`/api/reviews/${review.id}/decline`, { reason: 'No.' })).status).toBe(404);
    expect(await world.sql('select status, version from review where id = $1', [review.id])).toEqual([
      { status: 'assigned', version: 1 },
    ]);
  });

  it('ends for a disabled reviewer at once', async () => {
    const leaver = await world.person({ role: 'reviewer' });
    const { review } = await oneReview('Shade trees', leaver);
    const agent = world.as(leaver);
    expect((await agent.get(`/api/reviews/${review.id}`)).status).toBe(200);
    const admin = world.as(await world.person({ role: 'admin' }));
    await admin.post(`/api/people/${leaver.id}/disable`);
    expect((await agent.put(`/api/reviews/${review.id}`, { version: 1, scores: scored() })).status).toBe(401);
  });

  it('is not needed any more once the application is withdrawn', async () => {
    world.clock.pin(new Date('2027-01-20T12:00:00.000Z'));
    const { id: roundId } = await call.openRound();
    const { id } = await call.draft(roundId);
    await call.writer.post(`/api/applications/${id}/submit`);
    world.clock.pin(new Date(now));
    await staff.post(`/api/rounds/${roundId}/close`);
    const [review] = (await assigned(id, rita)) as [View];
    expect((await call.writer.post(`/api/applications/${id}/withdraw`)).status).toBe(200);
    const reader = world.as(rita);
    const saved = await reader.put<Problem>(`/api/reviews/${review.id}`, { version: 1, scores: scored() });
    expect([saved.status, saved.json.detail]).toEqual([409, expect.stringContaining('not in review any more')]);
    expect((await reader.post(`/api/reviews/${review.id}/submit`)).status).toBe(409);
    expect((await staff.post(`/api/reviews/${review.id}/reschedule`, { dueOn: '2027-04-01' })).status).toBe(409);
    expect(await planned(review.id)).toEqual([]);
    expect((await reader.get(`/reviews/${review.id}`)).text).toContain('your review is not needed');
  });
});

describe('sealing', () => {
  const secret = { reason: 'zephyrine', comment: 'quixotica' };
  const tells = (text: string): boolean => /zephyrine|quixotica/.test(text);

  it('shows what a reviewer wrote to its author alone, until it is submitted; then to staff and auditors, never to others', async () => {
    const { roundId, ids } = await closedRound('Tidal lamps', 'Moss walls');
    const [applicationId, otherId] = ids as [string, string];
    const [review] = (await assigned(applicationId, rita, omar)) as [View];
    const elsewhere = await world.person({ role: 'reviewer' });
    await assigned(otherId, elsewhere);
    const input = { version: 1, scores: scored(4, 3, secret.reason), comment: secret.comment };
    await world.as(rita).put(`/api/reviews/${review.id}`, input);
    const [{ lead_id: leadId }] = (await world.sql('select lead_id from application where id = $1', [
      applicationId,
    ])) as [{ lead_id: string }];
    const lead = await world.get(PeopleService).organisation(leadId);
    const city = world.as(await world.person({ role: 'city', organisation: lead }));
    const blind = [
      city,
      world.as(await world.person({ role: 'city' })),
      world.as(omar),
      world.as(elsewhere),
      world.as(),
    ];
    const insiders = await Promise.all(
      (['program', 'finance', 'admin', 'auditor'] as const).map(async (role) => world.as(await world.person({ role }))),
    );
    const paths = [
      ...['', '/api'].flatMap((door) => [
        `${door}/reviews`,
        `${door}/reviews/${review.id}`,
        `${door}/applications/${applicationId}/reviews`,
        `${door}/applications/${applicationId}`,
        `${door}/rounds/${roundId}/reviews`,
        `${door}/rounds/${roundId}/ranking`,
        `${door}/rounds/${roundId}`,
      ]),
      `/api/reviews/${review.id}/history`,
      `/api/applications/${applicationId}/history`,
      '/api/reviews?state=open',
      '/api/reviews?state=done',
    ];
    const told = async (agents: Agent[]): Promise<string[]> => {
      const found: string[] = [];
      for (const agent of agents)
        for (const path of paths) {
          const { text, status, headers } = await agent.get(path);
          expect(status).not.toBe(500);
          if (tells(text + JSON.stringify([...headers]))) found.push(path);
        }
      return [...new Set(found)];
    };
    expect(await told([...blind, ...insiders])).toEqual([]);
    expect(await told([world.as(rita)])).toEqual([
      `/reviews/${review.id}`,
      '/api/reviews',
      `/api/reviews/${review.id}`,
      '/api/reviews?state=open',
    ]);
    expect((await world.as(rita).post(`/api/reviews/${review.id}/submit`)).status).toBe(200);
    expect(await told(blind)).toEqual([]);
    for (const agent of insiders) {
      expect(await told([agent])).toEqual(
        expect.arrayContaining([`/reviews/${review.id}`, `/api/reviews/${review.id}`]),
      );
    }
    const outbox = await world.sql<{ data: object }>(`select data from outbox union all select data from event`);
    expect(outbox.filter(({ data }) => tells(JSON.stringify(data)))).toEqual([]);
  });

  it('is 404 for cities everywhere, and for reviewers where it is not theirs', async () => {
    const { applicationId, roundId, review } = await oneReview('Amber grid');
    const [{ lead_id: leadId }] = (await world.sql('select lead_id from application where id = $1', [
      applicationId,
    ])) as [{ lead_id: string }];
    const lead = await world.get(PeopleService).organisation(leadId);
    const city = world.as(await world.person({ role: 'city', organisation: lead }));
    const about = [`applications/${applicationId}/reviews`, `rounds/${roundId}/reviews`, `rounds/${roundId}/ranking`];
    for (const path of ['reviews', `reviews/${review.id}`, ...about]) {
      expect([path, (await city.get(`/api/${path}`)).status, (await city.get(`/${path}`)).status]).toEqual([
        path,
        404,
        404,
      ]);
    }
    for (const path of [`reviews/${review.id}`, ...about]) {
      expect([path, (await world.as(omar).get(`/api/${path}`)).status]).toEqual([path, 404]);
    }
    const history = await city.get<{ items: { sentence: string }[] }>(`/api/applications/${applicationId}/history`);
    expect(history.json.items.filter(({ sentence }) => /the review$/.test(sentence))).toEqual([]);
    for (const id of ['1', 'x', '00000000-0000-4000-8000-000000000000']) {
      expect((await staff.get(`/api/reviews/${id}`)).status).toBe(404);
      expect((await staff.get(`/api/rounds/${id}/ranking`)).status).toBe(404);
    }
  });

  it('takes the application from whoever declined or was recalled', async () => {
    const { applicationId, review } = await oneReview('Kelp bricks');
    const reader = world.as(rita);
    expect((await reader.get(`/reviews/${review.id}`)).text).toContain('We take heat from sewage');
    const form = { reason: 'I sit on their board.' };
    expect((await reader.form(`/reviews/${review.id}/decline`, form)).to).toBe('/reviews');
    expect((await reader.get<View>(`/api/reviews/${review.id}`)).json.application).toBeNull();
    expect((await reader.get(`/reviews/${review.id}`)).text).not.toContain('We take heat from sewage');
    expect((await staff.get(`/applications/${applicationId}/reviews`)).text).toContain('I sit on their board.');
  });
});

describe('the ranking', () => {
  type Ranked = { title: string; rank: number | null; [name: string]: unknown };

  it('orders by the mean of what is submitted, shares a rank, and adds up what is asked for', async () => {
    const { roundId, ids } = await closedRound('Fourth', 'First', 'Tied early', 'Tied late', 'Unscored');
    const give = async (index: number, reviewer: Person, impact: number, feasibility: number, cents: number | null) => {
      const [review] = (await assigned(ids[index] as string, reviewer)) as [View];
      const content = { version: 1, scores: scored(impact, feasibility), recommendedCents: cents };
      expect((await world.as(reviewer).put(`/api/reviews/${review.id}`, content)).status).toBe(200);
      expect((await world.as(reviewer).post(`/api/reviews/${review.id}/submit`)).status).toBe(200);
    };
    await give(0, rita, 1, 2, null); // 12 + 16 = 28
    await give(1, rita, 5, 5, 300_000); // 100
    await give(1, omar, 4, 5, 200_001); // 88 → mean 94
    await give(3, rita, 4, 3, null); // 72
    await give(2, rita, 5, 1, null); // 68
    await give(2, omar, 4, 4, null); // 80 → mean 74
    await assigned(ids[3] as string, omar);
    await give(3, await world.person({ role: 'reviewer' }), 4, 4, null); // 80 → mean 76
    const auditor = world.as(await world.person({ role: 'auditor' }));
    const seen = await auditor.get<{ budgetCents: number; items: Ranked[] }>(`/api/rounds/${roundId}/ranking`);
    expect(seen.json.budgetCents).toBe(1_000_000);
    expect(seen.json.items).toMatchObject([
      {
        title: 'First',
        rank: 1,
        score: 94,
        lowest: 88,
        highest: 100,
        submitted: 2,
        assigned: 2,
        recommendedCents: 250_001,
      },
      {
        title: 'Tied late',
        rank: 2,
        score: 76,
        submitted: 2,
        assigned: 3,
        runningCents: 600_000,
        recommendedCents: null,
      },
      { title: 'Tied early', rank: 3, score: 74, runningCents: 900_000, withinBudget: true },
      { title: 'Fourth', rank: 4, score: 28, runningCents: 1_200_000, withinBudget: false },
      { title: 'Unscored', rank: null, score: null, submitted: 0, assigned: 0, runningCents: null, moves: [] },
    ]);
    await staff.post(`/api/applications/${ids[2]}/decline`, { reason: 'Too early.' });
    const { json } = await staff.get<{ items: Ranked[] }>(`/api/rounds/${roundId}/ranking`);
    expect(json.items.map(({ rank, runningCents }) => [rank, runningCents])).toEqual([
      [1, 300_000],
      [2, 600_000],
      [3, null],
      [4, 900_000],
      [null, null],
    ]);
    const href = `/api/applications/${ids[1]}/awards`;
    expect(json.items[0]?.moves).toEqual([{ move: 'award', label: 'Propose an award', href }]);
    const page = await staff.get(`/rounds/${roundId}/ranking`);
    expect(page.text).toContain(`href="/applications/${ids[1]}/award"`);
    expect(page.text).not.toMatch(/\sstyle=/);
  });

  it('gives equal scores one rank, the earlier application first', async () => {
    const { roundId, ids } = await closedRound('Sent first', 'Sent second', 'Sent third');
    for (const index of [2, 1, 0]) {
      const [review] = (await assigned(ids[index] as string, rita)) as [View];
      await world
        .as(rita)
        .put(`/api/reviews/${review.id}`, { version: 1, scores: index === 2 ? scored(1, 1) : scored() });
      await world.as(rita).post(`/api/reviews/${review.id}/submit`);
    }
    const { json } = await staff.get<{ items: Ranked[] }>(`/api/rounds/${roundId}/ranking`);
    expect(json.items.map(({ title, rank }) => [title, rank])).toEqual([
      ['Sent first', 1],
      ['Sent second', 1],
      ['Sent third', 3],
    ]);
  });
});

describe('the lists', () => {
  it('show a reviewer their own in the order of the dates, part by part', async () => {
    const busy = await world.person({ role: 'reviewer' });
    const { ids } = await closedRound('A', 'B', 'C');
    const dates = ['2027-03-20', '2027-02-11', '2027-03-05'];
    for (const [index, id] of ids.entries()) {
      await staff.post(`/api/applications/${id}/reviews`, { reviewerIds: [busy.id], dueOn: dates[index] });
    }
    const agent = world.as(busy);
    const first = await agent.get<List & { next: string }>('/api/reviews?limit=2');
    expect(first.json.items.map(({ title, urgency }) => [title, urgency])).toEqual([
      ['B', 'soon'],
      ['C', 'later'],
    ]);
    const second = await agent.get<List & { next: null }>(`/api/reviews?limit=2&after=${first.json.next}`);
    expect(second.json.items.map(({ title }) => title)).toEqual(['A']);
    expect(second.json.next).toBeNull();
    for (const { id } of [...first.json.items, ...second.json.items])
      await agent.post(`/api/reviews/${id}/decline`, { reason: 'No time.' });
    const done = await agent.get<List & { next: string }>('/api/reviews?state=done&limit=2');
    const more = await agent.get<List>(`/api/reviews?state=done&limit=2&after=${done.json.next}`);
    expect([...done.json.items, ...more.json.items].map(({ title }) => title)).toEqual(['A', 'C', 'B']);
    const next = (await closedRound('D')).ids[0] as string;
    await staff.post(`/api/applications/${next}/reviews`, { reviewerIds: [busy.id], dueOn: '2027-02-11' });
    world.clock.pin(new Date('2027-02-13T12:00:00.000Z'));
    const { text } = await world.as(busy).get('/reviews');
    expect(text).toContain('Overdue');
    world.clock.pin(new Date(now));
    const bad = await agent.get('/api/reviews?state=secret&after=x');
    expect(bad.status).toBe(422);
    const nobody = await world.as(await world.person({ role: 'reviewer' })).get('/reviews');
    expect(nobody.text).toContain('Nothing waits for you.');
  });
});

/** The city that leads it. */
async function leadOf(applicationId: string): Promise<Organisation> {
  const rows = await world.sql<{ lead: string }>('select lead_id as lead from application where id = $1', [
    applicationId,
  ]);
  return world.get(PeopleService).organisation(rows[0]?.lead ?? '');
}

/** As the page sends scores. */
const typed = (reason: string) => ({ impact: { score: '4', reason }, feasibility: { score: '3', reason } });

let shared: Promise<View> | undefined;
/** One untouched review for the tests that change nothing. */
const sharedReview = (): Promise<View> => (shared ??= oneReview('Untouched').then(({ review }) => review));
