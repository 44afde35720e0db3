import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemonstration } from '../../src/demo';
import { startMailCatcher } from '../../src/local/mail-catcher';
import type { Person } from '../../src/people/person.entity';
import { createWorld, type World } from './world';

/** The demonstration, loaded as `npm start` loads it, with its letters in a real mailbox. */
export interface Demonstration {
  world: World;
  /** What the mail catcher's mailbox page answers at this path. */
  mailbox(path: string): Promise<Response>;
  person(name: string): Promise<Person>;
  close(): Promise<void>;
}

export async function openDemonstration(): Promise<Demonstration> {
  const directory = await mkdtemp(join(tmpdir(), 'fund-mail-'));
  const catcher = await startMailCatcher({ directory, smtpPort: 0, mailboxPort: 0 });
  const world = await createWorld(
    { DEMO: 'true', SMTP_URL: catcher.smtpUrl, MAILBOX_URL: catcher.mailboxUrl },
    loadDemonstration,
  );
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
