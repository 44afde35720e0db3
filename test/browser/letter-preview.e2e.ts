import type { Browser } from 'playwright-core';
import { Work } from '../../src/kernel/transaction';
import { SessionsService } from '../../src/people/sessions.service';
import { openBrowser, overflow, seriousFaults, tabFor } from '../support/browser';
import { createWorld, type World } from '../support/world';

describe('the preview of a letter', () => {
  let world: World;
  let browser: Browser;
  let session: string;

  beforeAll(async () => {
    world = await createWorld();
    const staff = await world.person({ role: 'program' });
    session = await world.get(Work).run(world.actor(staff), (tx) => world.get(SessionsService).open(tx, staff.id));
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('follows what is typed, says what keeps it from being shown, and leaves the way back as it was', async () => {
    const tab = await tabFor(browser, world.url, session);
    await tab.goto('/letters/award.offered');
    const steps = await tab.evaluate('history.length');
    await tab.fill('#subject', 'Typed: {{title}} مرحبا 🌍');
    await tab.fill('#body', 'Not saved, <b>{{amount}}</b>.');
    await tab.getByText('Typed: Heat from the harbour مرحبا 🌍').waitFor();
    const letter = tab.frameLocator('iframe[title="The letter on a phone"]');
    await letter.getByText(/^Not saved, <b>.[0-9,.]+<.b>\.$/).waitFor();
    await tab.fill('#body', 'Until {{expirs}}.');
    await tab.getByText('Did you mean “{{expires}}”?').waitFor();
    expect([await tab.locator('iframe').count(), await tab.evaluate('history.length')]).toEqual([0, steps]);
    expect(await seriousFaults(tab)).toEqual([]);
    await tab.setViewportSize({ width: 320, height: 800 });
    expect(await overflow(tab)).toBe(0);
  });

  it('comes with a button where there is no script', async () => {
    const tab = await tabFor(browser, world.url, session, { script: false });
    await tab.goto('/letters/award.offered');
    await tab.fill('#subject', 'Typed: {{title}}');
    await tab.getByRole('button', { name: 'Preview' }).click();
    expect(await tab.locator('#preview strong').textContent()).toBe('Typed: Heat from the harbour');
    expect(await tab.inputValue('#subject')).toBe('Typed: {{title}}');
  });
});
