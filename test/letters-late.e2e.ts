import { randomUUID } from 'node:crypto';
import type { Subject } from '../src/kernel/outbox';
import { DeliveryService } from '../src/notifications/delivery.service';
import type { Person } from '../src/people/person.entity';
import { Deadlines, type Expected } from '../src/reminders/deadlines.service';
import { Office } from './support/office';

let office: Office;
let program: Person;
let siv: Person;

beforeAll(async () => {
  office = await Office.open();
  office.at('2026-03-02T10:00:00Z');
  program = await office.world.person({ role: 'program' });
  const oslo = await office.world.organisation('Oslo', 'city', 'Europe/Oslo');
  await office.world.sql(`update organisation set country = 'NO' where id = $1`, [oslo.id]);
  siv = await office.world.person({ role: 'city', organisation: oslo, name: 'Siv' });
});
beforeEach(async () => {
  office.post.forget();
  await office.world.sql(`update deadline set state = 'called_off', closed_at = now() where state = 'open'`);
});
afterAll(() => office.close());

const deliver = () => office.world.get(DeliveryService).deliverDue();
const due = (one: Expected) => office.run(program, (tx) => office.world.get(Deadlines).expect(tx, one));
const common = (at: string) => ({
  ...{ within: [], roundId: null, organisationId: siv.organisationId ?? '', staffRole: 'program' as const },
  ...{ at: new Date(at), zone: 'Europe/Oslo', title: 'What is due' },
});
const report = (id: string, at: string): Expected<'report_due'> => ({
  ...{ ...common(at), anchor: 'report_due', subject: `report:${id}` },
  data: {
    ...{ reportId: id, awardId: randomUUID(), title: 'Final', award: 'Heat', leadId: siv.organisationId ?? '' },
    ...{ dueAt: at, dueZone: 'Europe/Oslo' },
  },
});
const application = (id: string, at: string): Expected<'round_closes'> => ({
  ...{ ...common(at), anchor: 'round_closes', subject: `application:${id}` },
  data: {
    ...{ applicationId: id, title: 'Heat', leadId: siv.organisationId ?? '', round: 'Round 4', returned: false },
    ...{ dueAt: at, dueZone: 'Europe/Oslo' },
  },
});
const letters = () => office.post.to(siv.email).map(({ subject, text }) => ({ subject, text: text ?? '' }));
const kept = (about: Subject) => office.world.sql(`select state, letter, subject from mail where about = $1`, [about]);

describe('a reminder that waited', () => {
  it('names the hour to which its deadline has moved meanwhile', async () => {
    const id = randomUUID();
    office.at('2026-03-05T10:00:00Z');
    await due(report(id, '2026-03-26T22:00:00Z'));
    office.at('2026-03-12T08:00:00Z');
    office.post.script(siv.email, 'busy');
    await deliver();
    await due(report(id, '2026-03-26T11:00:00Z'));
    office.later(20);
    await deliver();
    expect(letters()).toMatchObject([{ subject: 'Report due in 14 days, by 26 March: Final for Heat' }]);
    expect(letters()[0]?.text).toContain('by 26 March 2026, 12:00 (Europe/Oslo)');
    expect(letters()[0]?.text).not.toContain('23:00');
  });

  it('says how far its date is on the day on which it leaves, and that it has passed where it has', async () => {
    const id = randomUUID();
    office.at('2026-04-01T10:00:00Z');
    await due(report(id, '2026-04-24T20:00:00Z'));
    office.at('2026-04-21T07:00:00Z');
    office.post.script(siv.email, 'busy');
    await deliver();
    await office.world.as(program).post('/api/mail/brakes/stop', { reason: 'A look.' });
    office.at('2026-04-23T07:00:00Z');
    await office.world.as(program).post('/api/mail/brakes/resume', { reason: 'Fine.' });
    await deliver();
    expect(letters()).toMatchObject([{ subject: 'Report due in a day, by 24 April: Final for Heat' }]);
    expect(await kept(`report:${id}`)).toEqual([
      { state: 'sent', letter: 'report.reminder/ahead', subject: 'Report due in a day, by 24 April: Final for Heat' },
    ]);
    office.post.forget();
    office.at('2026-04-24T07:00:00Z');
    office.post.script(siv.email, 'busy');
    await deliver();
    office.at('2026-04-24T20:30:00Z');
    await deliver();
    expect(letters()).toMatchObject([{ subject: 'Report overdue since 24 April: Final for Heat' }]);
    expect(letters()[0]?.text).toContain('was due today, by 24 April 2026, 22:00 (Europe/Oslo).');
  });

  it('asks nobody to submit today what could be submitted until this morning', async () => {
    office.at('2026-05-21T10:00:00Z');
    await due(application(randomUUID(), '2026-06-10T10:00:00Z'));
    // After an outage of the whole morning.
    office.at('2026-06-10T14:00:00Z');
    await deliver();
    expect(letters().map(({ subject }) => subject)).toEqual(['Not submitted by 10 June: Heat']);
  });

  it('leaves after all where what was called off is wanted again', async () => {
    const id = randomUUID();
    office.at('2026-07-01T10:00:00Z');
    await due(report(id, '2026-07-24T20:00:00Z'));
    office.at('2026-07-10T08:00:00Z');
    office.post.script(siv.email, 'busy');
    await deliver();
    await office.run(program, (tx) => office.world.get(Deadlines).met(tx, 'report_due', `report:${id}`));
    await due(report(id, '2026-07-24T20:00:00Z'));
    office.later(20);
    await deliver();
    expect(letters()).toMatchObject([{ subject: 'Report due in 14 days, by 24 July: Final for Heat' }]);
  });

  it('is said to be perhaps there already, where its line was lost before it became needless', async () => {
    const id = randomUUID();
    office.at('2026-07-01T10:00:00Z');
    await due(report(id, '2026-07-24T20:00:00Z'));
    office.at('2026-07-10T08:00:00Z');
    office.post.script(siv.email, 'drop');
    await deliver();
    await office.run(program, (tx) => office.world.get(Deadlines).met(tx, 'report_due', `report:${id}`));
    office.later(20);
    await deliver();
    expect((await office.mail(`report:${id}`)).map(({ state, error }) => [state, error])).toEqual([
      ['skipped', 'Not needed any more: it was done, or its date has moved. A copy of it may have arrived before.'],
    ]);
  });

  it('says the same in the letter of the morning as its heading', async () => {
    await office.world.sql(`insert into mail_preference (person_id, rhythm, changed_at) values ($1, 'digest', now())`, [
      siv.id,
    ]);
    await office.world.sql(`update organisation set day_starts = '10:00' where id = $1`, [siv.organisationId]);
    office.at('2026-08-03T10:00:00Z');
    await due(report(randomUUID(), '2026-08-24T20:00:00Z'));
    // Friday at ten, after that morning's letter.
    office.at('2026-08-21T08:00:00Z');
    await deliver();
    expect(letters()).toEqual([]);
    office.at('2026-08-24T07:30:00Z');
    await deliver();
    expect(letters()[0]?.text).toContain('Due today\n---------\n\n* Report due today, 24 August: Final for Heat\n');
    expect(letters()[0]?.text).not.toContain('in 3 days');
  });
});
