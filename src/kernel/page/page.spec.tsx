import { Fragment } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { CheckboxField, RadioField, TickField } from './choices';
import { errorsAt, fieldId, typedText } from './form-state';
import { emptyForm, type FormState, type Frame } from './frame';
import { MoneyField, SumOf, TextField } from './inputs';
import { Layout } from './layout';
import { History } from './lists';
import { renderPage } from './render';
import { StageBar } from './stage-bar';

const frame: Frame = { actor: null, nav: [], path: '/', demo: false, form: emptyForm };
const actor = { id: '7', name: 'Kari Nordmann', role: 'City', organisation: 'Oslo' };
const refused: FormState = {
  values: { title: '"><script>alert(1)</script>', sectors: ['energy'], budgetLines: [{ cents: '12.345' }] },
  errors: { title: ['Shorten the title.', 'Leave out the brackets.'], 'budgetLines[0][cents]': ['Use two decimals.'] },
};
const page = (changes: Partial<Frame>) =>
  renderPage(
    <Layout title="Applications" frame={{ ...frame, ...changes }}>
      <h1>Here</h1>
    </Layout>,
  );

describe('a page', () => {
  it('escapes what people typed, in text and in attributes', () => {
    const html = renderToString(
      <Fragment>
        <TextField form={refused} name="title" label="<b>Title</b>" />
        <History entries={[{ at: { iso: '"', text: '<i>' }, who: '<u>', sentence: "<s>'" }]} />
      </Fragment>,
    );
    expect(html).not.toMatch(/<script|<b>|<i>|<u>|<s>/);
    expect(html).toContain('value="&quot;>&lt;script>alert(1)&lt;/script>"');
  });

  it('has no inline script and no style attribute, in any state', () => {
    const html = page({ actor, demo: true, mailboxUrl: '/mailbox', form: refused, notice: 'Saved.' });
    const bar = renderToString(<StageBar title="Fund" total="1" stages={[{ label: 'Free', cents: 1, amount: '1' }]} />);
    expect(html + bar).not.toMatch(/ style=|<style| on[a-z]+=/);
    expect(html.match(/<script[^>]*>[^<]*/g)).toEqual([
      expect.stringMatching(/^<script type="module" src="\/assets\/app[^"]*\.js">$/),
    ]);
  });

  it('starts with a doctype, a language and a way past the navigation', () => {
    expect(page({})).toMatch(/^<!DOCTYPE html>\n<html lang="en"/);
    expect(page({})).toContain('href="#main-content"');
    expect(page({})).toContain('id="main-content"');
  });

  it('names its reader and lets them sign out', () => {
    expect(page({ actor })).toContain('Kari Nordmann');
    expect(page({ actor })).toContain('action="/sign-out"');
    expect(page({})).toContain('href="/sign-in"');
    expect(page({})).not.toContain('/sign-out');
  });

  it('says that it is a demonstration only when it is one', () => {
    expect(page({ demo: true, mailboxUrl: 'http://mail' })).toMatch(/invented.*href="\/be".*href="http:\/\/mail"/s);
    expect(page({ demo: false, mailboxUrl: 'http://mail' })).not.toMatch(/invented|\/be"|http:\/\/mail/);
  });

  it('marks where the reader is, by the longest address that fits', () => {
    const nav = ['/', '/rounds', '/rounds/open'].map((href) => ({ href, text: href }));
    const current = (path: string) => /href="([^"]+)" aria-current="(\w+)"/.exec(page({ nav, path }))?.slice(1);
    expect(current('/rounds')).toEqual(['/rounds', 'page']);
    expect(current('/rounds/open/3?after=2')).toEqual(['/rounds/open', 'true']);
    expect(current('/roundsmen')).toBeUndefined();
  });
});

describe('a refused form', () => {
  it('lists every fault at the top with a link to its field, and says so in the title', () => {
    const html = page({ form: { ...refused, message: 'Nothing was saved.' } });
    expect(html).toContain('<title>Error: Applications – Innovation Fund</title>');
    expect(html).toMatch(/role="alert">.*There is a problem.*Nothing was saved\./s);
    expect(html).toContain('<a href="#title">Shorten the title.</a>');
    expect(html).toContain('<a href="#title">Leave out the brackets.</a>');
    expect(html).toContain('<a href="#budgetLines-0-cents">Use two decimals.</a>');
    expect(page({})).not.toMatch(/Error:|role="alert"/);
  });

  it('shows what was typed, its fault, and the id that the summary links to', () => {
    const html = renderToString(
      <MoneyField form={refused} name="budgetLines[0][cents]" label="Staff" currency="US$" value="1.00" />,
    );
    expect(html).toMatch(/id="budgetLines-0-cents"[^>]*value="12.345"/);
    expect(html).toContain('aria-describedby="budgetLines-0-cents-error"');
    expect(html).toContain('Use two decimals.');
  });

  it('tells the running total how many decimals its currency has', () => {
    const sum = (currency: string) =>
      renderToString(<SumOf sum="budget" label="Together" currency={currency} value="1,200" />);
    expect(sum('JPY')).toMatch(/data-currency="JPY" data-decimals="0"[^>]*>JPY 1,200</);
    expect(sum('USD')).toContain('data-decimals="2"');
  });

  it('finds a nested field however its name is written', () => {
    expect(fieldId('budgetLines.0.cents')).toBe('budgetLines-0-cents');
    expect(typedText(refused, 'budgetLines.0.cents')).toBe('12.345');
    expect(typedText({ ...emptyForm, values: { 'a[0]': 'flat' } }, 'a[0]')).toBe('flat');
    expect(errorsAt(refused, 'budgetLines.0.cents')).toEqual(['Use two decimals.']);
    expect(typedText(refused, 'constructor.name')).toBeUndefined();
  });

  it('keeps an emptied field empty and an unticked box unticked', () => {
    const form = { values: { title: '' }, errors: {} };
    expect(renderToString(<TextField form={form} name="title" label="Title" value="Old" />)).not.toContain('Old');
    const options = [{ value: 'energy', text: 'Energy' }];
    const boxes = (state: FormState) =>
      renderToString(
        <CheckboxField form={state} name="sectors" label="Sectors" options={options} values={['energy']} />,
      );
    expect(boxes(form)).not.toContain('checked');
    expect(boxes(emptyForm)).toContain('checked');
    expect(boxes(emptyForm)).toContain('name="sectors[]"');
    expect(renderToString(<TickField form={form} name="agree" label="Agree" checked />)).not.toContain('checked');
  });

  it('chooses the radio that was chosen', () => {
    const options = ['a', 'b'].map((value) => ({ value, text: value }));
    const form = { values: { stage: 'b' }, errors: {} };
    const html = renderToString(<RadioField form={form} name="stage" label="Stage" options={options} value="a" />);
    expect(html).toMatch(/id="stage-2"[^>]*checked/);
    expect(html).not.toMatch(/id="stage"[^>]*checked/);
  });
});

test.each([
  ['/fund', '/fund', 'page'],
  ['/funds/7/pledges?after=3', '/fund', 'true'],
  ['/pledges/7', '/fund', 'true'],
  ['/bank-entries/7', '/fund', 'true'],
  ['/amendments/7', '/awards', 'true'],
  ['/awards/7/amend', '/awards', 'true'],
])('the menu marks where %s stands', (path, href, current) => {
  const nav = ['/desk', '/awards', '/fund'].map((one) => ({ href: one, text: one }));
  const html = page({ actor, nav, path });
  const marked = [...html.matchAll(/href="([^"]+)" aria-current="([^"]+)"/g)].map(([, ...one]) => one);
  expect(marked).toEqual([[href, current]]);
});

test('the menu marks nothing where the reader has no such link', () => {
  const nav = [{ href: '/reviews', text: 'Reviews' }];
  expect(page({ actor, nav, path: '/funds/7' })).not.toContain('aria-current');
});
