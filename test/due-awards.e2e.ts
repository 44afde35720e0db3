import { Awarding, decided } from './support/awarding';
import { DueBook } from './support/due';
import { details } from './support/payee';

let here: Awarding;
let book: DueBook;
let ids: string[];
beforeAll(async () => {
  here = await Awarding.prepare();
  // Its holidays count: Easter is on 28 March.
  await here.world.sql(`update organisation set country = 'NO' where id = $1`, [here.oslo.id]);
  book = new DueBook(here.world);
  ({ ids } = await here.inReview(
    600_000,
    Array.from({ length: 20 }, () => 30_000),
  ));
});
beforeEach(() => here.at(decided));
afterAll(() => here.world.close());

const next = (): string => ids.shift() ?? '';
const names = { signatory: '', contributor: '' };
beforeAll(() =>
  Object.assign(names, { signatory: here.people.signatory.name, contributor: here.people.contributor.name }),
);
const signed = async () => ({ signedOn: '2027-01-21', fileId: await here.uploaded('amara') });

/** A grant whose second half is due on 30 June. */
async function grant(): Promise<{ award: string; parts: string[] }> {
  const award = await here.accepted(next(), 30_000);
  const plan = await here.did('amara', `awards/${award}/instalments`, {
    instalments: [
      { amountCents: 10_000, dueOn: '2027-02-10' },
      { amountCents: 20_000, dueOn: '2027-06-30' },
    ],
  });
  return { award, parts: plan.instalments.map(({ id }) => `instalment:${id}`) };
}
const idOf = (subject: string): string => subject.split(':')[1] ?? '';

describe('an offer', () => {
  it('expires: the city is reminded on its own working days', async () => {
    const award = await here.offered(next(), 30_000);
    expect(await book.of(`award:${award}`)).toMatchObject([
      { anchor: 'offer_expires', state: 'open', dueAt: new Date('2027-03-31T21:59:59Z') },
    ]);
    for (const name of Object.values(names))
      // Monday 29 March is a holiday; the clocks change on the day before.
      expect(await book.mornings(`award:${award}`, 'offer_expires', name)).toEqual([
        '-7 03-24 08:00',
        '-2 03-30 07:00',
        '0 03-31 07:00',
      ]);
    expect(await book.heard(`award:${award}`, 'offer_expires')).toEqual(Object.values(names).sort());
  });

  it('is not due where it is refused', async () => {
    const award = await here.approved(next(), 30_000);
    const before = await book.count();
    expect((await here.post('amara', `awards/${award}/offer`, { expiresOn: '2027-01-20' })).status).toBe(422);
    expect((await here.post('contributor', `awards/${award}/accept`)).status).toBe(404);
    expect(await book.count()).toBe(before);
  });

  it('calls the reviews that are open off; they are due again when it is taken back', async () => {
    const application = next();
    const asked = { reviewerIds: [here.people.rita.id], dueOn: '2027-02-16' };
    const { json } = await here
      .as('amara')
      .post<{ items: { id: string }[] }>(`/api/applications/${application}/reviews`, asked);
    const review = `review:${json.items[0]?.id}`;
    const mornings = await book.mornings(review, 'review_due', 'Rita Reviewer');
    expect(mornings).toHaveLength(7);
    const award = await here.offered(application, 30_000);
    expect([await book.states(review), await book.heard(review, 'review_due')]).toEqual([
      ['review_due called_off'],
      [],
    ]);
    await here.did('amara', `awards/${award}/cancel`, { reason: 'A mistake.' });
    expect(await book.states(review)).toEqual(['review_due open']);
    expect(await book.mornings(review, 'review_due', 'Rita Reviewer')).toEqual(mornings);
  });

  it('is answered by declining it, and ends by expiring or being cancelled', async () => {
    const [declined, expired, cancelled] = [
      await here.offered(next(), 30_000),
      await here.offered(next(), 30_000),
      await here.offered(next(), 30_000),
    ];
    await here.did('signatory', `awards/${declined}/decline`, { reason: 'We cannot match it.' });
    await here.did('amara', `awards/${cancelled}/cancel`, { reason: 'A mistake.' });
    here.at('2027-04-01T12:00:00Z');
    await here.did('amara', `awards/${expired}/expire`);
    expect(await book.states(`award:${declined}`)).toEqual(['offer_expires met']);
    for (const award of [expired, cancelled])
      expect(await book.states(`award:${award}`)).toEqual(['offer_expires called_off']);
    for (const award of [declined, expired, cancelled])
      expect(await book.heard(`award:${award}`, 'offer_expires')).toEqual([]);
  });
});

describe('an agreement', () => {
  it('waits from the acceptance until it is on record', async () => {
    const award = await here.accepted(next(), 30_000);
    const subject = `award:${award}`;
    expect(await book.states(subject)).toEqual(['agreement_unsigned open', 'offer_expires met']);
    // Thursdays, from 4 February on.
    const city = ['14 02-04 08:00', '21 02-11 08:00', '28 02-18 08:00', '35 02-25 08:00'];
    expect(await book.mornings(subject, 'agreement_unsigned', names.signatory)).toEqual(city);
    const staff = ['14 02-04 09:00', '21 02-11 09:00', '28 02-18 09:00', '35 02-25 09:00 escalated'];
    expect(await book.mornings(subject, 'agreement_unsigned', 'Priya Raman')).toEqual(staff);
    await here.did('amara', `awards/${award}/agreement`, await signed());
    expect(await book.states(subject)).toEqual(['agreement_unsigned met', 'offer_expires met']);
    expect(await book.heard(subject, 'agreement_unsigned')).toEqual([]);
  });
});

describe('an instalment', () => {
  // Wednesdays, from two weeks before; the staff are at UTC.
  const first = ['-14 01-27', '0 02-10', '7 02-17', '14 02-24', '21 03-03', '28 03-10'].map((day) => `${day} 09:00`);
  const second = ['-14 06-16', '0 06-30', '7 07-07', '14 07-14', '21 07-21', '28 07-28'].map((day) => `${day} 09:00`);
  const lateFirst = ['-14 01-28', '0 02-11', '7 02-18', '14 02-25', '21 03-04', '28 03-11'];
  const mornings = (subject: string) => book.mornings(subject, 'instalment_due', 'Tomas Lind');

  it('is due for finance from the plan until it is approved', async () => {
    const { parts } = await grant();
    const [one = '', two = ''] = parts;
    expect([await mornings(one), await mornings(two)]).toEqual([first, second]);
    expect(await book.heard(one, 'instalment_due')).toEqual(['Jonas Weber', 'Tomas Lind']);
    expect((await book.of(two))[0]?.title).toMatch(/^Instalment: no\. 2 for Heat/);
    const before = await book.count();
    expect((await here.post('tomas', `instalments/${idOf(one)}/approve`)).status).toBe(409);
    await here.did('contributor', `instalments/${idOf(one)}/request`);
    await here.did('priya', `instalments/${idOf(one)}/approve`);
    expect(await book.count()).toBe(before);
    await here.did('tomas', `instalments/${idOf(one)}/approve`);
    expect([await book.states(one), await mornings(one)]).toEqual([['instalment_due met'], []]);
    await here.did('jonas', `instalments/${idOf(one)}/revoke`, { reason: 'Wrong half.' });
    expect([await book.states(one), await mornings(one)]).toEqual([['instalment_due open'], first]);
  });

  it('is due again where the bank could not pay, until it is released again', async () => {
    const { parts } = await grant();
    const [one = ''] = parts;
    await here.released(idOf(one));
    expect(await book.states(one)).toEqual(['instalment_due met']);
    await here.did('tomas', `instalments/${idOf(one)}/fail`, { reason: 'Account closed.' });
    expect([await book.states(one), await mornings(one)]).toEqual([['instalment_due open'], first]);
    await here.did('jonas', `instalments/${idOf(one)}/release`);
    expect(await book.states(one)).toEqual(['instalment_due met']);
    await here.did('tomas', `instalments/${idOf(one)}/settle`, { settledOn: '2027-01-21' });
    expect(await book.states(one)).toEqual(['instalment_due met']);
    await here.did('tomas', `instalments/${idOf(one)}/give-back`, { returnedOn: '2027-01-21', reason: 'Closed.' });
    expect(await book.states(one)).toEqual(['instalment_due open']);
  });

  it('goes with the plan that it was part of', async () => {
    const { award, parts } = await grant();
    const instalments = [{ amountCents: 30_000, dueOn: '2027-02-10' }];
    const short = [{ amountCents: 29_999, dueOn: '2027-02-10' }];
    const before = await book.count();
    expect((await here.post('amara', `awards/${award}/instalments`, { instalments: short })).status).toBe(422);
    expect(await book.count()).toBe(before);
    const plan = await here.did('amara', `awards/${award}/instalments`, { instalments });
    const [handedOn = '', other = ''] = parts;
    expect([await book.states(handedOn), await mornings(handedOn)]).toEqual([[], []]);
    expect([await book.states(other), await mornings(other)]).toEqual([['instalment_due called_off'], []]);
    expect(await mornings(`instalment:${plan.instalments[0]?.id}`)).toEqual(first);
  });

  it('does not remind again of a day that it reminded of before it was planned anew', async () => {
    const { award, parts } = await grant();
    await here.world.sql(
      `update outbox set state = 'done' where subject = $1 and step = -14 and person_id = (select id from person where name = 'Tomas Lind')`,
      [parts[0]],
    );
    const planned = async (amounts: [number, string][]): Promise<string[]> => {
      const instalments = amounts.map(([amountCents, dueOn]) => ({ amountCents, dueOn }));
      const plan = await here.did('amara', `awards/${award}/instalments`, { instalments });
      return plan.instalments.map(({ id }) => `instalment:${id}`);
    };
    const [later = '', same = ''] = await planned([
      [12_000, '2027-06-30'],
      [18_000, '2027-02-10'],
    ]);
    expect([await mornings(same), await mornings(later)]).toEqual([first.slice(1), second]);
    // Two on one day: one of them is the one that was reminded of.
    const [one = '', two = ''] = await planned([
      [15_000, '2027-02-10'],
      [15_000, '2027-02-10'],
    ]);
    expect([await mornings(one), await mornings(two)]).toEqual([first.slice(1), first]);
    const [moved = ''] = await planned([[30_000, '2027-02-11']]);
    expect(await mornings(moved)).toEqual(lateFirst.map((day) => `${day} 09:00`));
  });

  it('is not due while the grant is suspended; its reports are', async () => {
    const { award, parts } = await grant();
    const report = { kind: 'final', title: 'Final report', dueOn: '2027-06-30' };
    const { id } = await here.did('amara', `awards/${award}/reports`, report);
    await here.did('amara', `awards/${award}/suspend`, { reason: 'The mayor left.' });
    for (const part of parts) expect(await book.states(part)).toEqual(['instalment_due called_off']);
    expect(await book.states(`report:${id}`)).toEqual(['report_due open']);
    await here.did('amara', `awards/${award}/resume`);
    expect(await Promise.all(parts.map(mornings))).toEqual([first, second]);
  });

  it('ends with the grant, as its reports and its agreement do', async () => {
    const { award, parts } = await grant();
    const report = { kind: 'final', title: 'Final report', dueOn: '2027-06-30' };
    const { id } = await here.did('amara', `awards/${award}/reports`, report);
    await here.did('amara', `awards/${award}/cancel`, { reason: 'The city left.' });
    for (const part of parts) expect(await book.states(part)).toEqual(['instalment_due called_off']);
    expect(await book.states(`report:${id}`)).toEqual(['report_due called_off']);
    expect(await book.states(`award:${award}`)).toEqual(['agreement_unsigned called_off', 'offer_expires met']);
  });
});

describe('a report', () => {
  it('is due for those who write for the city, then for the program staff', async () => {
    const award = await here.accepted(next(), 30_000);
    const before = await book.count();
    expect(
      (await here.post('amara', `awards/${award}/reports`, { kind: 'final', title: 'Final', dueOn: '2027-01-20' }))
        .status,
    ).toBe(422);
    expect(await book.count()).toBe(before);
    const page = await here.as('amara').get(`/awards/${award}`);
    const rules = /href="(\/rounds\/[^/]+\/reminders)"/.exec(page.text)?.[1] ?? '';
    expect((await here.as('amara').get(rules)).status).toBe(200);
    const report = { kind: 'interim', title: 'Interim report', dueOn: '2027-05-18' };
    const { id } = await here.did('amara', `awards/${award}/reports`, report);
    expect((await book.of(`report:${id}`))[0]?.title).toMatch(/^Report: Interim report for Heat/);
    // Whit Monday, 17 May, is Norway's national day as well; the third day before is a Saturday.
    expect(await book.mornings(`report:${id}`, 'report_due', names.contributor)).toEqual([
      ...['-14 05-04 07:00', '0 05-18 07:00', '3 05-21 07:00', '10 05-28 07:00', '17 06-04 07:00', '24 06-11 07:00'],
    ]);
    expect(await book.mornings(`report:${id}`, 'report_due', 'Amara Okafor')).toEqual(['14 06-01 09:00 escalated']);
  });
});

describe('bank details', () => {
  const city = () => here.as('signatory');
  const enter = async (): Promise<string> => {
    const { json, text } = await city().post<{ waiting: { id: string } }>(`/api/payees/${here.oslo.id}/details`, {
      ...details,
      reason: 'The bank changed.',
    });
    if (!json.waiting) throw new Error(text);
    return json.waiting.id;
  };
  it('wait for a second person from the day on which they were entered', async () => {
    const id = await enter();
    const subject = `bank_account:${id}`;
    expect(await book.of(subject)).toMatchObject([
      { state: 'open', title: 'Bank details: Oslo', dueAt: new Date(decided) },
    ]);
    // The third, tenth, seventeenth and twenty-fourth days are Sundays.
    const finance = ['3 01-25 09:00', '10 02-01 09:00', '17 02-08 09:00', '24 02-15 09:00'];
    expect(await book.mornings(subject, 'details_unconfirmed', 'Jonas Weber')).toEqual(finance);
    expect(await book.mornings(subject, 'details_unconfirmed', 'Priya Raman')).toEqual(['14 02-04 09:00 escalated']);
    expect(await book.heard(subject, 'details_unconfirmed')).toEqual([
      'Amara Okafor',
      'Jonas Weber',
      'Priya Raman',
      'Tomas Lind',
    ]);
    const later = await enter();
    expect(await book.states(subject)).toEqual(['details_unconfirmed called_off']);
    expect(await book.states(`bank_account:${later}`)).toEqual(['details_unconfirmed open']);
    const wait = `payees/${here.oslo.id}/details/${later}`;
    const before = await book.count();
    expect((await here.post('signatory', `${wait}/confirm`, { how: 'I know.' })).status).toBe(403);
    expect(await book.count()).toBe(before);
    await here.did('priya', `${wait}/confirm`, { how: 'Called back.' });
    expect(await book.states(`bank_account:${later}`)).toEqual(['details_unconfirmed met']);
    expect(await book.heard(`bank_account:${later}`, 'details_unconfirmed')).toEqual([]);
    const wrong = await enter();
    await here.did('priya', `payees/${here.oslo.id}/details/${wrong}/reject`, { reason: 'Not theirs.' });
    expect(await book.states(`bank_account:${wrong}`)).toEqual(['details_unconfirmed called_off']);
  });
});
