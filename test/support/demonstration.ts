import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemonstration } from '../../src/demo';
import { readConfig } from '../../src/kernel/config';
import { startMailCatcher } from '../../src/local/mail-catcher';
import type { Person } from '../../src/people/person.entity';
import { bankKey } from './keys';
import { createFilledDatabase } from './postgres';
import { createWorld, type World } from './world';

/** Where the letters of the demonstration wait for those who clone it; one folder a run. */
const lettersOfRun = (): string => join(tmpdir(), `${process.env.TEST_POSTGRES_TEMPLATE}-letters`);

async function load(url: string): Promise<void> {
  const catcher = await startMailCatcher({ directory: lettersOfRun(), smtpPort: 0, mailboxPort: 0 });
  await loadDemonstration(
    readConfig({ NODE_ENV: 'test', DEMO: 'true', DATABASE_URL: url, SMTP_URL: catcher.smtpUrl, BANK_KEY: bankKey }),
  );
  await catcher.close();
}

/** The demonstration, loaded as `npm start` loads it, with its letters in a real mailbox. */
export interface Demonstration {
  world: World;
  /** What the mail catcher's mailbox page answers at this path. */
  mailbox(path: string): Promise<Response>;
  person(name: string): Promise<Person>;
  close(): Promise<void>;
}

export async function openDemonstration(more: Record<string, string> = {}): Promise<Demonstration> {
  const directory = await mkdtemp(join(tmpdir(), 'fund-mail-'));
  const database = await createFilledDatabase('demonstration', load);
  await cp(lettersOfRun(), directory, { recursive: true });
  const catcher = await startMailCatcher({ directory, smtpPort: 0, mailboxPort: 0 });
  const settings = { DEMO: 'true', SMTP_URL: catcher.smtpUrl, MAILBOX_URL: catcher.mailboxUrl, ...more };
  const world = await createWorld(settings, Promise.resolve(database));
  return {
    world,
    mailbox: (path) => fetch(catcher.mailboxUrl.replace(/\/$/, '') + path),
    person: async (name) => {
      const [row] = await world.sql<Person>(
        `select id, name, email, role, city_right as "cityRight", organisation_id as "organisationId", time_zone as "timeZone" from person where name = $1`,
        [name],
      );
      if (!row) throw new Error(`Nobody is called ${name}.`);
      return row;
    },
    close: async () => {
      await world.close();
      await catcher.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
