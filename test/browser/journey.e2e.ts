import type { Browser, Page } from 'playwright-core';
import { DeliveryService } from '../../src/notifications/delivery.service';
import { openBrowser, tabFor } from '../support/browser';
import { type Demonstration, openDemonstration } from '../support/demonstration';

type Fields = Record<string, string | string[]>;

const title = 'Rain Gardens, Counted';

/** The whole life of a grant through the pages alone, by people whose browsers run no script. */
describe('a grant, from the draft to the last report, without JavaScript', () => {
  let demo: Demonstration;
  let browser: Browser;
  const tabs = new Map<string, Page>();

  beforeAll(async () => {
    demo = await openDemonstration();
    browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.close();
  });

  /** Somebody's browser; the first time they sign in by the link in the letter that they get. */
  async function as(name: string): Promise<Page> {
    const known = tabs.get(name);
    if (known) return known;
    const tab = await tabFor(browser, demo.world.url, undefined, { script: false });
    tab.setDefaultTimeout(10_000);
    const { email } = await demo.person(name);
    await tab.goto('/sign-in');
    await send(tab, '/sign-in', { email });
    await tab.goto(await linkIn(email));
    await tab.locator('main button').click();
    expect(await tab.locator('header').innerText()).toContain(name);
    tabs.set(name, tab);
    return tab;
  }

  async function linkIn(email: string): Promise<string> {
    await demo.world.get(DeliveryService).deliverDue();
    const answer = await demo.mailbox(`/messages.json?to=${encodeURIComponent(email)}`);
    const { messages } = (await answer.json()) as { messages: { text: string }[] };
    const link = /\/sign-in\/[\w-]+/.exec(messages.find(({ text }) => text.includes('/sign-in/'))?.text ?? '');
    if (!link) throw new Error(`No letter with a link reached ${email}.`);
    return link[0];
  }

  const find = async (text: string): Promise<string> => {
    const [row] = await demo.world.sql<{ id: string }>(text, [title]);
    return row?.id ?? '';
  };
  const application = (): Promise<string> => find('select id from application where title = $1');
  const award = (): Promise<string> => find('select id from award where title = $1');
  const fundRow = async (): Promise<string> => {
    const tab = await as('Priya Raman');
    await tab.goto('/desk');
    return (await tab.locator('tr', { hasText: /^Innovation Fund/ }).innerText()).replaceAll(/\s+/g, ' ');
  };
  /** Time passes; who had signed in has to sign in again. */
  const at = (iso: string): void => {
    demo.world.clock.pin(new Date(iso));
    tabs.clear();
  };
  const days = (count: number): string => new Date(demo.world.clock.now().getTime() + count * 86_400_000).toISOString();

  it('a city drafts, comes back, mends what is missing and submits', async () => {
    const tab = await as('Denise Calloway');
    await tab.goto('/rounds');
    await tab.locator('main a', { hasText: 'Open round' }).first().click();
    await tab.locator('main a', { hasText: /start/i }).first().click();
    await send(
      tab,
      '/applications',
      { title, summary: 'Counts what rain gardens keep out of the sewers.', requestedCents: '12.345' },
      'Save the draft',
    );
    expect(await tab.locator('main').innerText()).toContain('“12.345” is not an amount');
    expect(await tab.locator('[name=title]').inputValue()).toBe(title);
    await send(
      tab,
      '/applications',
      { requestedCents: '40,000', 'budgetLines[0][item]': 'Staff', 'budgetLines[0][cents]': '30,000' },
      'Save the draft',
    );
    await tab.goto('/');
    await tab.locator('main tr', { hasText: title }).locator('a').first().click();
    await send(
      tab,
      `/applications/${await application()}`,
      {
        'sectors[]': 'waste systems',
        stage: 'test',
        'budgetLines[1][item]': 'Sensors',
        'budgetLines[1][cents]': '10,000.00',
        'answers[emissions]': 'Those of pumping and treating rain; measured at the plant.',
        'answers[replication]': 'The method is public.',
      },
      'Save the draft',
    );
    await tab.goto(`/applications/${await application()}`);
    await send(tab, '/submit');
    expect(await tab.locator('main').innerText()).toContain('Submitted');
  });

  it('staff close the round, take it into review and assign reviewers with a due date', async () => {
    at(days(60));
    const tab = await as('Amara Okafor');
    await tab.goto('/desk');
    await tab.locator('main tr', { hasText: 'Open round' }).locator('a').first().click();
    await send(tab, '/close');
    await send(tab, '/start-review');
    const id = await application();
    await tab.goto(`/applications/${id}/reviews`);
    const reviewers = await Promise.all(
      ['Kofi Mensah', 'Hana Suzuki'].map(async (name) => (await demo.person(name)).id),
    );
    await send(tab, `/applications/${id}/reviews`, { 'reviewerIds[]': reviewers, dueOn: days(20).slice(0, 10) });
    expect(await tab.locator('main').innerText()).toContain('Kofi Mensah');
  });

  it('reviewers score and submit; staff see the ranking', async () => {
    for (const [name, score] of [
      ['Kofi Mensah', '5'],
      ['Hana Suzuki', '4'],
    ] as const) {
      const tab = await as(name);
      await tab.goto('/reviews');
      await tab.locator('main a', { hasText: title }).first().click();
      const scores = ['impact', 'innovation', 'replication', 'delivery'].flatMap((key) => [
        [`scores[${key}][score]`, score],
        [`scores[${key}][reason]`, 'Sound, and measured.'],
      ]);
      await send(
        tab,
        tab.url().replace(/^.*(\/reviews\/[\w-]+).*$/, '$1'),
        Object.fromEntries(scores) as Fields,
        'Submit the review',
      );
    }
    const tab = await as('Amara Okafor');
    await tab.goto(`/rounds/${await find('select round_id as id from application where title = $1')}/ranking`);
    // (5 + 4) / 2 of 5
    expect(await tab.locator('main tr', { hasText: title }).innerText()).toContain('90');
  });

  it('one proposes, two others approve, and the award is offered and accepted', async () => {
    const amara = await as('Amara Okafor');
    await amara.goto(`/applications/${await application()}/award`);
    await send(amara, '/award', { amountCents: '35,000', reason: 'First in the ranking.' });
    expect(await amara.locator('form[action$="/approve"]').count()).toBe(0);
    for (const name of ['Priya Raman', 'Jonas Lindqvist']) {
      const tab = await as(name);
      await tab.goto(`/awards/${await award()}`);
      await send(tab, '/approve');
    }
    await amara.goto(`/awards/${await award()}`);
    await send(amara, '/offer', { expiresOn: days(14).slice(0, 10) });
    expect(await fundRow()).toContain('$345,000.00');
    const denise = await as('Denise Calloway');
    await denise.goto('/');
    await denise.locator('main tr', { hasText: title }).locator('a').first().click();
    await send(denise, '/accept');
    // 35,000 more is committed and no longer set aside
    expect(await fundRow()).toContain('$310,000.00 $110,000.00 $30,000.00');
  });

  it('the city says where its money goes, and finance makes sure of it', async () => {
    const denise = await as('Denise Calloway');
    await denise.goto('/bank-details');
    await send(denise, /\/details$/, {
      ...{ holderName: 'City of Boston', country: 'US', currency: 'USD', kind: 'other' },
      ...{ accountNumber: '004217 991', bic: 'INVEUS2X' },
    });
    const holder = await find('select lead_id as id from award where title = $1');
    const tomas = await as('Tomás Herrera');
    await tomas.goto(`/payees/${holder}`);
    await send(tomas, '/confirm', { how: 'Called the treasury on the number in the agreement.' });
    expect(await tomas.locator('main').innerText()).toContain('Confirmed');
  });

  it('staff plan, the city requests, two approve, finance releases and settles', async () => {
    const amara = await as('Amara Okafor');
    await amara.goto(`/awards/${await award()}`);
    await send(amara, '/reports', { title: 'Final report', kind: 'final', dueOn: days(90).slice(0, 10) });
    await send(amara, '/instalments', {
      'instalments[0][amountCents]': '35,000.00',
      'instalments[0][dueOn]': days(7).slice(0, 10),
    });
    const denise = await as('Denise Calloway');
    await denise.goto(`/awards/${await award()}`);
    await send(denise, '/request', { note: 'The first gardens are dug.' });
    for (const name of ['Jonas Lindqvist', 'Priya Raman']) {
      const tab = await as(name);
      await tab.goto(`/awards/${await award()}`);
      await send(tab, '/approve');
    }
    const tomas = await as('Tomás Herrera');
    await tomas.goto(`/awards/${await award()}`);
    await send(tomas, '/release');
    await send(tomas, '/settle', { settledOn: days(0).slice(0, 10), bankReference: 'B-1' });
    expect(await fundRow()).toContain('$310,000.00 $75,000.00 $65,000.00');
  });

  it('the city files the report, staff return it once and accept it, and the grant is complete', async () => {
    const denise = await as('Denise Calloway');
    const text = { narrative: 'Eleven gardens, two winters.', lessons: 'Ask the gardeners.', spentCents: '34,900' };
    const write = async (): Promise<void> => {
      await denise.goto('/');
      await denise.locator('main tr', { hasText: 'Final report' }).locator('a').first().click();
      await send(denise, /\/(edit|send)$/, text, 'Save and submit');
    };
    await write();
    const amara = await as('Amara Okafor');
    const open = async (): Promise<void> => {
      await amara.goto('/desk');
      await amara.locator('main tr', { hasText: 'Final report' }).locator('a').first().click();
    };
    await open();
    await send(amara, '/return', { reason: 'Please add what the winters cost.', dueOn: days(30).slice(0, 10) });
    await write();
    await open();
    await send(amara, '/accept');
    await amara.goto(`/awards/${await award()}`);
    await send(amara, '/complete');
    expect(await amara.locator('main').innerText()).toContain('Completed');
  });

  it('the auditor reads it all, and can move nothing', async () => {
    const tab = await as('Elif Demir');
    for (const path of [`/applications/${await application()}`, `/awards/${await award()}`, '/mail', '/desk']) {
      await tab.goto(path);
      expect(await tab.locator('main form[method=post]').count()).toBe(0);
    }
    expect(await demo.world.sql('select * from ledger.verify()')).toEqual([]);
  });
});

/** Fills the form that goes to this address, opening what it is folded into, and sends it. */
async function send(tab: Page, action: string | RegExp, fields: Fields = {}, button?: string): Promise<void> {
  const actions = await tab
    .locator('form[method=post]')
    .evaluateAll((forms) =>
      forms.map((form) => (form as unknown as { getAttribute(name: string): string }).getAttribute('action')),
    );
  const fits = (path: string): boolean => (typeof action === 'string' ? path.endsWith(action) : action.test(path));
  const place = actions.findIndex(fits);
  if (place < 0) throw new Error(`${tab.url()} has no form to ${action}, only to: ${actions.join(', ')}`);
  const form = tab.locator('form[method=post]').nth(place);
  for (const details of await form.locator('xpath=ancestor::details[not(@open)]').all())
    await details.locator('summary').first().click();
  for (const [name, value] of Object.entries(fields)) await fill(form, name, value);
  const seen = form.locator('button:not([aria-hidden])');
  await (button ? seen.filter({ hasText: button }) : seen).first().click();
  await tab.waitForLoadState();
}

async function fill(form: ReturnType<Page['locator']>, name: string, value: string | string[]): Promise<void> {
  const field = form.locator(`[name="${name}"]`);
  const type = await field
    .first()
    .evaluate(
      (element) =>
        `${(element as unknown as { tagName: string }).tagName} ${(element as unknown as { type: string }).type}`,
    );
  if (type.startsWith('SELECT')) return void (await field.selectOption(value));
  if (!/checkbox|radio/.test(type)) return field.fill(String(value));
  for (const one of [value].flat()) await form.locator(`[name="${name}"][value="${one}"]`).check();
}
