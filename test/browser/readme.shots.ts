import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { Work } from '../../src/kernel/transaction';
import { SessionsService } from '../../src/people/sessions.service';
import { openBrowser, tabFor } from '../support/browser';
import { type Demonstration, openDemonstration } from '../support/demonstration';

/** Takes the pictures of the README anew: `npm run screenshots`. */
describe('the pictures of the README', () => {
  let demo: Demonstration;
  let browser: Browser;

  beforeAll(async () => {
    demo = await openDemonstration();
    browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.close();
  });

  it.each([
    [
      'application',
      'Anders Holm',
      `select '/applications/' || id as path from application where title = 'Harbour Ferries on Green Hydrogen'`,
    ],
    [
      'review',
      'Mateo Rossi',
      `select '/reviews/' || r.id as path from review r join application a on a.id = r.application_id join person p on p.id = r.reviewer_id
        where a.title = 'Whole-street Retrofits' and p.name = 'Mateo Rossi'`,
    ],
    ['fund', 'Priya Raman', `select '/funds/' || id as path from fund where name = 'Innovation Fund'`],
  ])('%s', async (picture, name, sql) => {
    const { world } = demo;
    const person = await demo.person(name);
    const session = await world
      .get(Work)
      .run(world.actor(person), (tx) => world.get(SessionsService).open(tx, person.id));
    const tab = await tabFor(browser, world.url, session);
    const [row] = await world.sql<{ path: string }>(sql);
    await tab.goto(row?.path ?? '/');
    await tab.screenshot({ path: join(__dirname, '..', 'screenshots', `${picture}.png`) });
    expect(await tab.title()).not.toContain('Not found');
    await tab.context().close();
  });
});
