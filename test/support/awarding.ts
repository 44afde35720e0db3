import { Applications } from '../../src/applications/applications.service';
import { Contributions } from '../../src/fund/contributions.service';
import { Funds } from '../../src/fund/funds.service';
import type { CityRight, Role } from '../../src/kernel/access';
import type { Organisation } from '../../src/people/organisation.entity';
import type { Person } from '../../src/people/person.entity';
import { Rounds } from '../../src/rounds/rounds.service';
import type { Agent, Answer } from './agent';
import { confirmDetails } from './payee';
import { createWorld, type World } from './world';

export interface Problem {
  detail: string;
  errors: Record<string, string[]>;
}

export interface Moved extends Problem {
  id: string;
  status: string;
  version: number;
  moves: { move: string; label: string }[];
  approvals: { by: { id: string; name: string }[]; needed: number };
  instalments: Moved[];
  held: string | null;
  number: number;
  amountCents: number;
  dueOn: string;
  obligations: { kind: string; text: string; met: boolean; metOn: string | null }[];
  payments: {
    attempt: number;
    status: string;
    settledOn: string | null;
    bankReference: string;
    failure: string;
    payCents: number;
    payCurrency: string;
    rate: string | null;
    chargedCents: number | null;
    returnedOn: string | null;
    endToEnd: string;
  }[];
  items: Moved[];
  narrative: string;
}

const cast = [
  ['amara', 'program', 'Amara Okafor'],
  ['priya', 'program', 'Priya Raman'],
  ['jonas', 'finance', 'Jonas Weber'],
  ['tomas', 'finance', 'Tomas Lind'],
  ['ada', 'admin', 'Ada Admin'],
  ['aud', 'auditor', 'Aud Auditor'],
  ['rita', 'reviewer', 'Rita Reviewer'],
] as const satisfies (readonly [string, Role, string])[];
const officers = ['signatory', 'contributor', 'viewer'] as const;
export type Name = (typeof cast)[number][0] | CityRight | 'stranger';

const applied = '2027-01-10T12:00:00Z';
export const decided = '2027-01-21T12:00:00Z';

/** A fund of $10,000.00, $3,000.00 of it for energy use, with everybody who decides about its awards. */
export class Awarding {
  fundId = '';
  readonly people = {} as Record<Name, Person>;
  oslo!: Organisation;
  private readonly agents = new Map<Name, Agent>();
  private count = 0;

  constructor(readonly world: World) {}

  /** Oslo's bank details, in the fund's currency, are entered by its signatory and confirmed by Jonas. */
  static async prepare(approvalsRequired = 2, grossCents = 700_000, restrictedCents = 300_000): Promise<Awarding> {
    const here = new Awarding(await createWorld());
    const { world, people } = here;
    world.clock.pin(new Date(applied));
    for (const [name, role, full] of cast) people[name] = await world.person({ role, name: full });
    here.oslo = await world.organisation('Oslo', 'city', 'Europe/Oslo');
    for (const cityRight of officers)
      people[cityRight] = await world.person({ role: 'city', cityRight, organisation: here.oslo });
    people.stranger = await world.person({ role: 'city', name: 'Bo Boulder' });
    const actor = world.actor(people.tomas);
    const fund = { name: 'Innovation Fund', purpose: '', currency: 'USD', approvalsRequired };
    ({ id: here.fundId } = await world.get(Funds).open(actor, fund));
    const energy = { name: 'Energy only', sectors: ['energy use'] };
    const { id: restrictionId } = await world.get(Funds).restrict(actor, here.fundId, energy);
    const funder = await world.organisation('A Foundation', 'funder');
    const money = { funderId: funder.id, feeCents: 0, receivedOn: '2026-01-15', reference: '' };
    const receive = (cents: number, restriction: string | null) =>
      world.get(Contributions).receive(actor, here.fundId, { ...money, grossCents: cents, restrictionId: restriction });
    await receive(grossCents, null);
    if (restrictedCents > 0) await receive(restrictedCents, restrictionId);
    await confirmDetails(world, { holderId: here.oslo.id, enteredBy: people.signatory, confirmedBy: people.jonas });
    return here;
  }

  /** A browser or program of this person. */
  as(name: Name): Agent {
    const agent = this.agents.get(name) ?? this.world.as(this.people[name]);
    this.agents.set(name, agent);
    return agent;
  }

  at(instant: string): void {
    this.world.clock.pin(new Date(instant));
    // Sessions end with the days that pass.
    this.agents.clear();
  }

  /** A round in review with an application of Oslo for each amount asked. */
  async inReview(budgetCents: number, requested: number[]): Promise<{ roundId: string; ids: string[] }> {
    const { world, people } = this;
    this.at(applied);
    const [staff, writer] = [world.actor(people.amara), world.actor(people.contributor)];
    const [rounds, applications] = [world.get(Rounds), world.get(Applications)];
    const { id: roundId } = await rounds.plan(staff, {
      ...terms,
      fundId: this.fundId,
      name: `Round ${++this.count}`,
      budgetCents,
    });
    await rounds.open(staff, roundId);
    const ids: string[] = [];
    for (const cents of requested) {
      const { id } = await applications.start(writer, { ...content(cents), title: `Heat ${++this.count}`, roundId });
      await applications.submit(writer, id);
      ids.push(id);
    }
    this.at(decided);
    await rounds.close(staff, roundId);
    await rounds.startReview(staff, roundId);
    for (const id of ids) await applications.startReview(staff, id);
    return { roundId, ids };
  }

  async post(name: Name, path: string, body: object = {}, key?: string): Promise<Answer<Moved>> {
    return this.as(name).post<Moved>(`/api/${path}`, body, key === undefined ? {} : { key });
  }

  /** The same, and it has to be allowed. */
  async did(name: Name, path: string, body: object = {}): Promise<Moved> {
    const { status, json, text } = await this.post(name, path, body);
    if (status >= 300) throw new Error(`${path}: ${text}`);
    return json;
  }

  async proposed(applicationId: string, amountCents: number): Promise<string> {
    const reason = 'Ranked first.';
    return (await this.did('amara', `applications/${applicationId}/awards`, { amountCents, reason })).id;
  }

  async approved(applicationId: string, amountCents: number): Promise<string> {
    const id = await this.proposed(applicationId, amountCents);
    for (const name of ['priya', 'jonas'] as const) await this.did(name, `awards/${id}/approve`);
    return id;
  }

  async offered(applicationId: string, amountCents: number): Promise<string> {
    const id = await this.approved(applicationId, amountCents);
    await this.did('amara', `awards/${id}/offer`, { expiresOn: '2027-03-31' });
    return id;
  }

  async accepted(applicationId: string, amountCents: number): Promise<string> {
    const id = await this.offered(applicationId, amountCents);
    await this.did('signatory', `awards/${id}/accept`);
    return id;
  }

  /** A small document of this person. @returns its id */
  async uploaded(name: Name, file = 'letter.pdf'): Promise<string> {
    const headers = { 'content-type': 'application/octet-stream' };
    const { json, text } = await this.as(name).send<Moved>('POST', `/api/files?name=${file}`, '%PDF-1.4\n%%EOF\n', {
      headers,
    });
    if (!json?.id) throw new Error(text);
    return json.id;
  }

  /** Requested by the city and approved by two who have nothing else to do with it. */
  async payable(instalment: string): Promise<Moved> {
    await this.did('contributor', `instalments/${instalment}/request`);
    await this.did('priya', `instalments/${instalment}/approve`);
    return this.did('tomas', `instalments/${instalment}/approve`);
  }

  /** The same, released by finance. */
  async released(instalment: string, exchange: object = {}): Promise<Moved> {
    await this.payable(instalment);
    return this.did('jonas', `instalments/${instalment}/release`, exchange);
  }

  /** Free, reserved, offered, committed in all, of it payable, in transit; disbursed. */
  async figures(): Promise<number[]> {
    const { json } = await this.as('aud').get<{ balance: Record<string, number> }>(`/api/funds/${this.fundId}`);
    const names = ['free', 'reserved', 'offered', 'committed', 'payable', 'inTransit', 'disbursed'];
    return names.map((name) => json.balance[`${name}Cents`] ?? NaN);
  }
}

export const terms = {
  summary: '',
  floorCents: null,
  ceilingCents: null,
  sectors: ['energy use'],
  stages: ['test'],
  questions: [],
  rubric: [{ key: 'impact', name: 'Impact', help: '', weight: 100, max: 5 }],
  deadlineLocal: '2027-01-20T23:59:59',
  deadlineZone: 'Europe/Oslo',
};

const content = (requestedCents: number) => ({
  summary: 'We take heat from sewage.',
  sectors: ['energy use'],
  stage: 'test',
  partners: [],
  budgetLines: [{ item: 'Pump', cents: requestedCents }],
  requestedCents,
  answers: {},
});
