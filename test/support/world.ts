import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module';
import type { Actor, CityRight, Role } from '../../src/kernel/access';
import { Clock } from '../../src/kernel/clock';
import { readConfig } from '../../src/kernel/config';
import { createApp } from '../../src/kernel/http';
import { Work } from '../../src/kernel/transaction';
import { isOffice } from '../../src/people/account.rules';
import type { Organisation } from '../../src/people/organisation.entity';
import { PeopleService } from '../../src/people/people.service';
import type { OrganisationKind } from '../../src/people/people.rules';
import type { Person } from '../../src/people/person.entity';
import { SessionsService } from '../../src/people/sessions.service';
import { Agent } from './agent';
import { bankKey } from './keys';
import { createDatabase, type TestDatabase } from './postgres';

export interface NewcomerOptions {
  role: Role;
  name?: string;
  email?: string;
  organisation?: Organisation;
  cityRight?: CityRight;
}

type Token<T> = abstract new (...args: never[]) => T;

/** Boots the real application on a database of its own, empty unless told otherwise. */
export async function createWorld(
  environment: Record<string, string> = {},
  from: Promise<TestDatabase> = createDatabase(),
): Promise<World> {
  const database = await from;
  const settings = { NODE_ENV: 'test', DATABASE_URL: database.url, SMTP_URL: 'smtp://127.0.0.1:1', LOG_LEVEL: 'fatal' };
  // Walks and races do within a minute what nobody does by hand.
  const pace = { WRITES_A_MINUTE: '1000000', UPLOADS_A_MINUTE: '1000000' };
  const keys = { BANK_KEY: bankKey };
  const config = readConfig({ ...settings, ...pace, ...keys, ...environment });
  const app = await createApp(AppModule.with(config));
  await app.listen(0, '127.0.0.1');
  return new World(app, database);
}

/** A running system and its people; every test file makes its own. */
export class World {
  readonly url: string;
  readonly clock: Clock;
  private count = 0;
  private owner: Promise<Client> | undefined;

  constructor(
    readonly app: NestFastifyApplication,
    private readonly database: TestDatabase,
  ) {
    const { port } = app.getHttpServer().address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    this.clock = app.get(Clock, { strict: false });
  }

  /** As its owner. */
  get databaseUrl(): string {
    return this.database.url;
  }

  /** A service of the application. */
  get<T>(token: Token<T>): T {
    return this.app.get<T>(token as never, { strict: false });
  }

  /** Runs SQL as the application does. */
  sql<T = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T[]> {
    return this.get(DataSource).query<T[]>(text, values);
  }

  /** A city of its own unless told otherwise. */
  organisation(
    name = `City ${++this.count}`,
    kind: OrganisationKind = 'city',
    timeZone = 'UTC',
  ): Promise<Organisation> {
    return this.get(Work).run(nobody, (tx) => this.get(PeopleService).addOrganisation(tx, { kind, name, timeZone }));
  }

  /** City officers get a city of their own and the right to sign unless told otherwise; accounts of staff stand. */
  async person({ role, cityRight = 'signatory', ...options }: NewcomerOptions): Promise<Person> {
    const name = options.name ?? `${role} ${++this.count}`;
    const email = options.email ?? `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@example.org`;
    const organisation = options.organisation ?? (role === 'city' ? await this.organisation() : undefined);
    const input = { name, email, role, organisationId: organisation?.id, ...(role === 'city' ? { cityRight } : {}) };
    if (isOffice(role)) return this.colleague(name, email, role);
    return this.get(Work).run(nobody, (tx) => this.get(PeopleService).addPerson(tx, input));
  }

  /** Let in by the owner of the database, who needs nobody to confirm it. */
  private async colleague(name: string, email: string, role: Role): Promise<Person> {
    this.owner ??= ownerOf(this.database.url);
    const { rows } = await (
      await this.owner
    ).query<{ id: string }>(
      `insert into person (name, email, role, created_at, confirmed_at) values ($1, $2, $3, $4, $4) returning id`,
      [name, email, role, this.clock.now()],
    );
    const [person] = await this.get(PeopleService).byIds(rows.map(({ id }) => id));
    if (!person) throw new Error(`${name} was not let in.`);
    return person;
  }

  /** Somebody at a browser that has been signed in; without a person, somebody nobody knows. */
  as(person?: Person): Agent {
    const open = (id: string) => this.get(Work).run(nobody, (tx) => this.get(SessionsService).open(tx, id));
    return new Agent(this.url, person && (() => open(person.id)));
  }

  /** The person as services know who acts. */
  actor({ id, name, role, cityRight, organisationId, timeZone }: Person): Actor {
    return { id, name, role, cityRight, organisationId, organisation: null, timeZone };
  }

  async close(): Promise<void> {
    await this.app.close();
    await (await this.owner)?.end();
    await this.database.drop();
  }
}

async function ownerOf(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  // Tests that kill the server take this connection with it.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const nobody: Actor = {
  id: randomUUID(),
  name: 'Nobody',
  role: 'admin',
  cityRight: null,
  organisationId: null,
  organisation: null,
  timeZone: 'UTC',
};
