import { randomUUID } from 'node:crypto';
import type { Organisation } from '../../src/people/organisation.entity';
import type { Person } from '../../src/people/person.entity';
import { Contributions } from '../../src/fund/contributions.service';
import { Funds } from '../../src/fund/funds.service';
import type { Agent } from './agent';
import type { World } from './world';

type View = { id: string; version: number; [name: string]: unknown };

/** A fund with money, the people around a round, and the two forms that most tests fill in. */
export class Call {
  fundId = '';
  program!: Person;
  officer!: Person;
  city!: Organisation;
  staff!: Agent;
  writer!: Agent;

  constructor(readonly world: World) {}

  static async prepare(world: World): Promise<Call> {
    const call = new Call(world);
    const finance = await world.person({ role: 'finance', name: 'Finn Finance' });
    call.program = await world.person({ role: 'program', name: 'Petra Program' });
    call.city = await world.organisation('Oslo', 'city', 'Europe/Oslo');
    call.officer = await world.person({ role: 'city', name: 'Ola Officer', organisation: call.city });
    call.staff = world.as(call.program);
    call.writer = world.as(call.officer);
    const funder = await world.organisation('A Foundation', 'funder');
    const fund = { name: 'Innovation Fund', purpose: '', currency: 'USD', approvalsRequired: 2 };
    const actor = world.actor(finance);
    ({ id: call.fundId } = await world.get(Funds).open(actor, fund));
    const money = { funderId: funder.id, grossCents: 50_000_000, feeCents: 0, receivedOn: '2026-01-15' };
    await world.get(Contributions).receive(actor, call.fundId, { ...money, restrictionId: null, reference: '' });
    return call;
  }

  /** What the JSON door takes for a round. */
  terms(changes: object = {}): Record<string, unknown> {
    return {
      fundId: this.fundId,
      name: `Round ${randomUUID().slice(0, 8)}`,
      summary: 'Deep decarbonisation, led by cities.',
      budgetCents: 1_000_000,
      floorCents: 100_000,
      ceilingCents: 500_000,
      sectors: ['energy use', 'waste systems'],
      stages: ['develop', 'test'],
      deadlineLocal: '2027-01-31T23:59:59',
      deadlineZone: 'America/New_York',
      questions: [
        { key: 'replication', text: 'Who can copy this?', help: 'Name cities.', maxWords: 20, required: true },
        { key: 'risks', text: 'What may go wrong?', maxWords: 10, required: false },
      ],
      rubric: [
        { key: 'impact', name: 'Impact', weight: 60, max: 5 },
        { key: 'feasibility', name: 'Feasibility', weight: 40, max: 5 },
      ],
      ...changes,
    };
  }

  /** What the JSON door takes for a complete application. */
  complete(changes: object = {}): Record<string, unknown> {
    return {
      title: 'Heat from sewage',
      summary: 'We take heat from sewage and give it to homes.',
      sectors: ['energy use'],
      stage: 'test',
      partners: [{ name: 'Boulder' }],
      budgetLines: [
        { item: 'Staff', cents: 200_000 },
        { item: 'Pump', cents: 100_000 },
      ],
      requestedCents: 300_000,
      answers: { replication: 'Every city with a sewer.' },
      ...changes,
    };
  }

  /** The same as a browser's form sends it. */
  typed(changes: object = {}): Record<string, unknown> {
    return {
      title: 'Heat from sewage',
      summary: 'We take heat from sewage and give it to homes.',
      sectors: ['energy use'],
      stage: 'test',
      partners: [{ name: '' }, { name: 'Boulder' }],
      budgetLines: [
        { item: '', cents: '' },
        { item: 'Staff', cents: '2,000.00' },
        { item: 'Pump', cents: '1000' },
      ],
      requestedCents: '3,000.00',
      answers: { replication: 'Every city with a sewer.' },
      ...changes,
    };
  }

  async openRound(changes: object = {}): Promise<View> {
    const planned = await this.staff.post<View>('/api/rounds', this.terms(changes));
    if (planned.status !== 201) throw new Error(planned.text);
    const opened = await this.staff.post<View>(`/api/rounds/${planned.json.id}/open`);
    if (opened.status !== 200) throw new Error(opened.text);
    return opened.json;
  }

  async draft(roundId: string, changes: object = {}, agent = this.writer): Promise<View> {
    const started = await agent.post<View>('/api/applications', { roundId, ...this.complete(changes) });
    if (started.status !== 201) throw new Error(started.text);
    return started.json;
  }
}
