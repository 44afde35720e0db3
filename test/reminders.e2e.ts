import { randomUUID } from 'node:crypto';
import type { Subject } from '../src/kernel/outbox';
import { type Tx, Work } from '../src/kernel/transaction';
import type { Organisation } from '../src/people/organisation.entity';
import type { Person } from '../src/people/person.entity';
import { Deadlines, type Expected } from '../src/reminders/deadlines.service';
import { createWorld, type World } from './support/world';

interface Planned {
  key: string;
  at: string;
  step: number;
  escalation: boolean;
  state: string;
  why: string;
  person: string;
}

let world: World;
let oslo: Organisation;
let signatory: Person;
let contributor: Person;
let program: Person;

beforeAll(async () => {
  world = await createWorld();
  at('2026-11-01T12:00:00Z');
  oslo = await world.organisation('Oslo', 'city', 'Europe/Oslo');
  await world.sql(`update organisation set country = 'NO' where id = $1`, [oslo.id]);
  signatory = await world.person({ role: 'city', organisation: oslo, name: 'Siv' });
  contributor = await world.person({ role: 'city', cityRight: 'contributor', organisation: oslo, name: 'Kari' });
  await world.person({ role: 'city', cityRight: 'viewer', organisation: oslo, name: 'Vidar' });
  program = await world.person({ role: 'program', name: 'Amara' });
});
afterAll(() => world.close());

const at = (instant: string): void => world.clock.pin(new Date(instant));
const run = <T>(steps: (tx: Tx, deadlines: Deadlines) => Promise<T>): Promise<T> =>
  world.get(Work).run(world.actor(program), (tx) => steps(tx, world.get(Deadlines)));
const plan = (subject: Subject): Promise<Planned[]> =>
  world.sql<Planned>(
    `select o.key, to_char(o.due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at, o.step, o.escalation, o.state, o.why, p.name as person
       from outbox o join person p on p.id = o.person_id where o.subject = $1 order by p.name, o.due_at, o.step`,
    [subject],
  );
const told = (rows: Planned[], person: string, state = 'planned'): string[] =>
  rows.filter((row) => row.person === person && row.state === state).map((row) => `${row.step} ${row.at}`);

/** The offer of an award to Oslo: 7 and 2 days before and on the day, as long as nobody changes that. */
const offer = (subject: Subject, due = '2026-11-30T22:59:59Z'): Expected<'offer_expires'> => ({
  anchor: 'offer_expires',
  ...{ subject, within: [], roundId: null, organisationId: oslo.id, staffRole: 'program', title: 'Heat' },
  ...{ at: new Date(due), zone: 'Europe/Oslo' },
  data: {
    ...{ awardId: subject.slice(6), title: 'Heat', leadId: oslo.id, fund: 'Fund', amountCents: 1, currency: 'USD' },
    ...{ dueAt: due, dueZone: 'Europe/Oslo' },
  },
});
const award = (): Subject => `award:${randomUUID()}`;

describe('a deadline', () => {
  it('plans its reminders for those who write for the city, at nine where they are', async () => {
    const subject = award();
    await run((tx, deadlines) => deadlines.expect(tx, offer(subject)));
    const rows = await plan(subject);
    for (const person of ['Siv', 'Kari'])
      expect(told(rows, person)).toEqual(['-7 2026-11-23 08:00', '-2 2026-11-30 08:00']);
  });
});
