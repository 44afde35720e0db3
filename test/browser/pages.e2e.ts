import type { Browser, Page } from 'playwright-core';
import { SessionsService } from '../../src/people/sessions.service';
import { Work } from '../../src/kernel/transaction';
import { openBrowser, overflow, seriousFaults, tabFor } from '../support/browser';
import { type Demonstration, openDemonstration } from '../support/demonstration';

/** Everybody looks at every page that can be reached by links; it has to be sound for each of them. */
const readers = [
  null,
  'Mette Kjær',
  'Kofi Mensah',
  'Amara Okafor',
  'Priya Raman',
  'Wren Castellanos',
  'Elif Demir',
] as const;

/** Of pages that differ only in an id or a filter, so many are looked at by each reader. */
const SAMPLES = 1;

describe('every page, in a browser', () => {
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

  it.each(readers)(
    'is sound for %s',
    async (name) => {
      const faults: string[] = [];
      const tab = await tabFor(browser, demo.world.url, name === null ? undefined : await sessionOf(name));
      tab.on('console', (message) => message.type() === 'error' && faults.push(`${tab.url()}: ${message.text()}`));
      tab.on('pageerror', (error) => faults.push(`${tab.url()}: ${error.message}`));
      const seen = await crawl(tab, faults);
      await tab.context().close();
      expect(faults).toEqual([]);
      expect(seen).toBeGreaterThan(name === null ? 3 : 5);
    },
    240_000,
  );

  async function sessionOf(name: string): Promise<string> {
    const { world } = demo;
    const person = await demo.person(name);
    return world.get(Work).run(world.actor(person), (tx) => world.get(SessionsService).open(tx, person.id));
  }
});

async function crawl(tab: Page, faults: string[]): Promise<number> {
  const waiting = ['/'];
  const counts = new Map<string, number>();
  let seen = 0;
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const named = path.replace(
      /[0-9a-f]{8}-[0-9a-f-]{27}|\b\d+\b|(?<=^\/letters\/|\/reminders\/)(?!contacts)[^/?]+/g,
      ':id',
    );
    const kind = named.replace(/\?.*$/, '?');
    const count = counts.get(kind) ?? 0;
    if (count >= SAMPLES) continue;
    counts.set(kind, count + 1);
    seen += 1;
    waiting.push(...(await look(tab, path, faults)).filter((link) => !waiting.includes(link)));
  }
  return seen;
}

/** @returns the local links on the page */
async function look(tab: Page, path: string, faults: string[]): Promise<string[]> {
  await tab.setViewportSize({ width: 1280, height: 900 });
  const response = await tab.goto(path).catch((error: Error) => {
    if (!error.message.includes('Download is starting')) throw error;
    return 'a download' as const;
  });
  if (response === 'a download') return [];
  if (response?.status() !== 200) faults.push(`${path} answers ${response?.status()}`);
  faults.push(...(await seriousFaults(tab)).map((fault) => `${path}: ${fault}`));
  await tab.setViewportSize({ width: 320, height: 800 });
  const wider = await overflow(tab);
  if (wider > 0) faults.push(`${path} is ${wider} px wider than a window of 320 px`);
  const links = await tab
    .locator('a[href^="/"]')
    .evaluateAll((all) =>
      all.map((a) => (a as unknown as { getAttribute(name: string): string }).getAttribute('href')),
    );
  return links
    .map((link) => link.replace(/#.*$/, ''))
    .filter((link) => link !== '' && !link.startsWith('/api') && !/\/(html|raw)$|\.(csv|json|ics)$/.test(link));
}
