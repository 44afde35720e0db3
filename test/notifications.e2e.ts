import { randomUUID } from 'node:crypto';
import type { Events } from '../src/events';
import { publish } from '../src/kernel/outbox';
import { awardLifecycle } from '../src/awards/award.rules';
import { instalmentLifecycle } from '../src/disbursements/instalment.rules';
import { SendingService } from '../src/notifications/sending.service';
import { approvers } from '../src/letters/words';
import { WritingService } from '../src/notifications/writing.service';
import type { Organisation } from '../src/people/organisation.entity';
import type { Person } from '../src/people/person.entity';
import { Office, until } from './support/office';
import { queueBackends } from './support/redis';

it('asks exactly those for an approval who may give it', () => {
  for (const { steps } of [awardLifecycle, instalmentLifecycle])
    for (const { by } of steps.filter(({ move }) => move === 'approve')) expect(approvers).toEqual({ roles: by });
});

const start = '2026-03-02T10:00:00.000Z';

describe.each(queueBackends())('the queue on $name', ({ redisUrl }) => {
  let office: Office;
  let program: Person;
  let signatory: Person;
  let reviewer: Person;

  beforeAll(async () => {
    office = await Office.open(redisUrl);
    program = await office.world.person({ role: 'program' });
    signatory = await office.world.person({ role: 'city' });
    reviewer = await office.world.person({ role: 'reviewer' });
  });
  beforeEach(() => office.at(start));
  afterEach(async () => {
    await office.dismiss();
    // What a test left open is of no interest to the next, whatever time it is there.
    await office.world.sql(
      `update mail set state = 'skipped' where state in ('planned', 'retry', 'claimed', 'sending')`,
    );
    await office.world.sql(`update outbox set state = 'called_off' where state in ('planned', 'carried')`);
    await office.world.sql('delete from suppression');
    office.post.forget();
  });
  afterAll(() => office.close());

  const award = (): Events['award.activated'] => ({
    awardId: randomUUID(),
    title: 'Heat from the harbour',
    leadId: signatory.organisationId ?? '',
    fund: 'Innovation Fund',
    amountCents: 12_345_00,
    currency: 'USD',
  });
  const review = (): Omit<Events['review.reminder'], 'days'> => ({
    reviewId: randomUUID(),
    reviewerId: reviewer.id,
    reviewer: reviewer.name,
    applicationId: randomUUID(),
    title: 'Heat from the harbour',
    round: 'Round 4',
    dueAt: '2026-03-20T22:59:59.000Z',
    dueZone: 'Europe/Oslo',
  });
  const activate = async (data = award()): Promise<string> => {
    await office.tell(program, 'award.activated', data, `award:${data.awardId}`);
    return `award:${data.awardId}`;
  };
  const settled = (about: string, state: string) =>
    until(
      () => office.mail(about),
      (mail) => mail.length > 0 && mail.every((one) => one.state === state),
    );

  it('sends a letter at once when something happens, in text and HTML', async () => {
    await office.hire();
    const about = await activate();
    await settled(about, 'sent');
    const [letter] = office.post.to(signatory.email);
    expect(letter?.subject).toBe('Your grant has started: Heat from the harbour');
    expect(letter?.text).toContain('Your grant of $12,345.00 for “Heat from the harbour” is under way.');
    expect(letter?.text).toContain(`http://localhost:3000/awards/${about.slice(6)}`);
    expect(letter?.html).toContain('<p>Your grant of $12,345.00 for “Heat from the harbour” is under way.');
    expect(letter?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(letter?.date?.toISOString()).toBe(start);
  });

  it('tells each reader once, however often every handler runs', async () => {
    const colleague = await office.world.organisation();
    const people = [1, 2].map(() =>
      office.world.person({ role: 'city', organisation: colleague, cityRight: 'contributor' }),
    );
    const emails = (await Promise.all(people)).map(({ email }) => email);
    await office.world.person({ role: 'city', organisation: colleague, cityRight: 'viewer' });
    await office.hire();
    const about = await activate({ ...award(), leadId: colleague.id });
    const [row] = await office.world.sql<{ id: string }>('select id from outbox where subject = $1', [about]);
    const writing = office.world.get(WritingService);
    const sending = office.world.get(SendingService);
    await Promise.all([1, 2, 3].map(() => writing.write([row?.id ?? ''])));
    const mail = await office.mail(about);
    await Promise.all([...mail, ...mail].map(({ id }) => sending.send([id])));
    await settled(about, 'sent');
    await Promise.all([...mail, ...mail].map(({ id }) => sending.send([id])));
    expect(office.post.letters.flatMap(({ envelope }) => envelope).sort()).toEqual(emails.sort());
  });

  it('sends one mail where two workers and two relays are at it', async () => {
    await office.hire(2);
    const abouts = await Promise.all(Array.from({ length: 30 }, () => activate()));
    await Promise.all([office.sweep(), office.sweep()]);
    for (const about of abouts) await settled(about, 'sent');
    expect(office.post.to(signatory.email)).toHaveLength(30);
  });

  it('leaves nothing of a transaction that is rolled back', async () => {
    await office.hire();
    const data = award();
    const steps = office.run(program, async (tx) => {
      await publish(tx, 'award.activated', data, [`award:${data.awardId}`]);
      throw new Error('changed my mind');
    });
    await expect(steps).rejects.toThrow('changed my mind');
    await settled(await activate(), 'sent');
    expect(await office.world.sql('select 1 from outbox where subject = $1', [`award:${data.awardId}`])).toEqual([]);
    expect(office.post.letters).toHaveLength(1);
  });

  it('sends reminders when the clock gets to them, with words for before, on and after', async () => {
    await office.hire();
    const data = review();
    await office.plan(program, '2026-03-20', data);
    await office.sweep();
    expect(await office.mail(`review:${data.reviewId}`)).toEqual([]);
    for (const [index, morning] of ['2026-03-13', '2026-03-18', '2026-03-20', '2026-03-23', '2026-03-27'].entries()) {
      office.at(`${morning}T08:59:59Z`);
      await office.sweep();
      office.at(`${morning}T09:00:00Z`);
      await office.sweep();
      await until(
        () => office.post.to(reviewer.email),
        (letters) => letters.length === index + 1,
      );
    }
    const told = office.post.to(reviewer.email).map(({ text }) => /is due [^,]+|was due [^,]+/.exec(text ?? '')?.[0]);
    expect(told).toEqual([
      'is due in a week',
      'is due in 2 days',
      'is due today',
      'was due 3 days ago',
      'was due a week ago',
    ]);
    expect(office.post.letters[0]?.text).toContain(
      'by 20 March 2026, 23:59 (Europe/Oslo), which is 20 March 2026, 22:59 (UTC) where you are',
    );
  });

  it('moves reminders with the date, and sends none that were called off', async () => {
    await office.hire();
    const data = review();
    await office.plan(program, '2026-03-20', data);
    await office.plan(program, '2026-04-20', data);
    office.at('2026-03-20T12:00:00Z');
    await office.sweep();
    await settled(await activate(), 'sent');
    expect(await office.mail(`review:${data.reviewId}`)).toEqual([]);
    office.at('2026-04-13T12:00:00Z');
    await office.sweep();
    await until(
      () => office.post.to(reviewer.email),
      (letters) => letters.length === 1,
    );
    await office.callOff(program, `review:${data.reviewId}`);
    office.at('2026-06-01T12:00:00Z');
    await office.sweep();
    await settled(await activate(), 'sent');
    expect(office.post.to(reviewer.email)).toHaveLength(1);
  });

  it('sends what a wiped queue has lost', async () => {
    await office.hire();
    const about = await activate();
    await settled(about, 'sent');
    await office.dismiss();
    const lost = await activate();
    await office.world.sql(`update outbox set state = 'carried', carried_at = $2 where subject = $1`, [lost, start]);
    await office.wipeQueue(redisUrl);
    await office.hire();
    await office.sweep();
    expect(await office.mail(lost)).toEqual([]);
    office.later(2);
    await office.sweep();
    await settled(lost, 'sent');
  });

  it('tries again what was refused for now, and lets nobody else wait for it', async () => {
    await office.hire();
    const city = await office.world.organisation();
    const [slow, quick] = [await writer(office, city), await writer(office, city)];
    office.post.script(slow.email, 'busy', 'busy', 'accept');
    const about = await activate({ ...award(), leadId: city.id });
    await until(
      () => office.post.to(quick.email),
      (letters) => letters.length === 1,
    );
    const first = () => office.mail(about).then((mail) => mail.find(({ address }) => address === slow.email));
    const waiting = await until(first, (mail) => mail?.state === 'retry');
    expect(waiting?.error).toContain('451 the mailbox is busy, try later');
    await office.sweep();
    for (const minutes of [2, 4]) {
      office.later(minutes);
      await office.sweep();
      await until(first, (mail) => mail?.state !== 'sending' && mail?.attempts === minutes / 2 + 1);
    }
    expect(await until(first, (mail) => mail?.state === 'sent')).toMatchObject({ attempts: 3, error: '' });
  });

  it('gives up at once on an address that the server refuses, with its words', async () => {
    await office.hire();
    office.post.script(signatory.email, 'refuse');
    const [mail] = await settled(await activate(), 'dead');
    expect(mail).toMatchObject({
      attempts: 1,
      error: expect.stringContaining('550 there is no such mailbox') as string,
    });
  });

  it('gives up after 48 hours of refusals', async () => {
    await office.hire();
    office.post.script(signatory.email, 'busy', 'busy');
    const about = await activate();
    await settled(about, 'retry');
    office.later(49 * 60);
    await office.sweep();
    const [mail] = await settled(about, 'dead');
    expect(mail?.error).toContain('Given up after 48 hours.');
  });

  it('does not send a letter again of which nobody knows whether it arrived', async () => {
    await office.hire();
    office.post.script(signatory.email, 'drop');
    const about = await activate();
    await settled(about, 'unknown');
    office.later(24 * 60);
    await office.sweep();
    await settled(await activate(), 'sent');
    expect(office.post.to(signatory.email)).toHaveLength(2);
  });

  it('sends a reminder once more of which nobody knows whether it arrived, and says so', async () => {
    await office.hire();
    const data = review();
    const about = `review:${data.reviewId}` as const;
    await office.plan(program, '2026-03-09', data);
    await office.callOff(program, about);
    await office.plan(program, '2026-03-10', data);
    office.post.script(reviewer.email, 'drop', 'accept');
    office.at('2026-03-03T09:00:00Z');
    await office.sweep();
    await settled(about, 'retry');
    office.later(2);
    await office.sweep();
    const [mail] = await settled(about, 'sent');
    expect(mail?.error).toBe('Sent a second time, because it is not known whether the first copy arrived.');
    const letters = office.post.to(reviewer.email);
    expect(letters.map(({ messageId }) => messageId)).toEqual([letters[0]?.messageId, letters[0]?.messageId]);
  });

  it('lets mail that is under way finish when the worker is told to end', async () => {
    await office.hire();
    office.post.script(signatory.email, 'slow');
    const about = await activate();
    await settled(about, 'sending');
    await office.dismiss();
    expect(await office.mail(about)).toMatchObject([{ state: 'sent', attempts: 1 }]);
  });
});

const writer = (office: Office, organisation: Organisation): Promise<Person> =>
  office.world.person({ role: 'city', organisation, cityRight: 'contributor' });
