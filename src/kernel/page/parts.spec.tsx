import { renderToString } from 'preact-render-to-string';
import { Figures, Money, When } from './figures';
import { Form } from './form';
import { Moves } from './moves';
import { StageBar } from './stage-bar';
import { DataTable } from './table';
import { Illustrative, Tag } from './tag';

describe('forms and moves', () => {
  it('gives each form its own key and the page to come back to', () => {
    const key = () =>
      /name="_key" value="([0-9a-f-]{36})"/.exec(renderToString(<Form action="/a" page="/b?c=1" />))?.[1];
    expect(key()).toBeDefined();
    expect(key()).not.toBe(key());
    expect(renderToString(<Form action="/a" page="/b" formKey="k" />)).toContain('name="_key" value="k"');
    expect(renderToString(<Form action="/a" page="/b" />)).toContain('name="_page" value="/b"');
  });

  it('offers exactly the moves there are', () => {
    expect(renderToString(<Moves moves={[]} base="/awards/1" page="/awards/1" />)).toBe('');
    const moves = [
      { move: 'approve', label: 'Approve' },
      { move: 'cancel', label: 'Cancel', warning: true, confirm: 'The city loses the money.' },
    ];
    const html = renderToString(<Moves moves={moves} base="/awards/1" page="/awards/1" />);
    expect(html.match(/action="[^"]+"/g)).toEqual(['action="/awards/1/approve"', 'action="/awards/1/cancel"']);
    expect(html).toMatch(/<details.*The city loses the money\..*govuk-button--warning/s);
  });
});

describe('figures and tables', () => {
  it('draws stages that fill the bar exactly, and an empty bar for nothing', () => {
    const draw = (...cents: number[]) => {
      const stages = cents.map((part, index) => ({ label: `S${String(index)}`, cents: part, amount: '' }));
      const html = renderToString(<StageBar title="Fund" stages={stages} total="T" />);
      return [...html.matchAll(/fund-stage--\d" x="(\d+)" y="0" width="(\d+)"/g)].map(([, x, w]) => [
        Number(x),
        Number(w),
      ]);
    };
    expect(draw(0, 0)).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(draw(1, 1, 1)).toEqual([
      [0, 3333],
      [3333, 3333],
      [6666, 3334],
    ]);
    expect(draw(999_999_999_999_00, 0, 1)).toEqual([
      [0, 9999],
      [9999, 0],
      [9999, 1],
    ]);
  });

  it('says what will be in an empty table, and names cells for phones', () => {
    const columns = [
      { head: 'City', cell: (row: string) => row, header: true },
      { head: 'Asked', cell: () => '1', numeric: true },
    ];
    const table = (rows: string[]) =>
      renderToString(<DataTable caption="All" columns={columns} rows={rows} empty="None yet." />);
    expect(table([])).toContain('None yet.');
    expect(table([])).not.toContain('<table');
    expect(table(['Oslo'])).toMatch(/<th scope="row"[^>]*data-label="City">Oslo<\/th>.*data-label="Asked">1/);
  });

  it('colours and words a status, marks the invented, and dates in two ways', () => {
    expect(renderToString(<Tag status="in_review" />)).toBe(
      '<strong class="govuk-tag govuk-tag--purple">In review</strong>',
    );
    expect(renderToString(<Illustrative />)).toContain('not a fact');
    const partly = renderToString(<Illustrative note="Title and amount are published facts." />);
    expect(partly).toContain('Partly illustrative');
    expect(partly).not.toContain('not a fact');
    expect(renderToString(<When iso="2026-11-30" text="30 November" />)).toBe(
      '<time datetime="2026-11-30">30 November</time>',
    );
    expect(renderToString(<Money text="US$1" />)).toContain('US$1');
    expect(renderToString(<Figures figures={[{ label: 'Raised', value: 'US$1' }]} />)).toMatch(
      /<dt[^>]*>Raised<\/dt><dd[^>]*>US\$1/,
    );
  });
});
