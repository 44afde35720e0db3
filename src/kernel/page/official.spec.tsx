import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Button, ButtonLink } from './buttons';
import { CheckboxField, RadioField, SelectField } from './choices';
import { ErrorSummary } from './error-summary';
import { TextField } from './inputs';
import { emptyForm } from './frame';
import { SummaryList } from './lists';
import { ServiceNavigation } from './masthead';
import { Details, InsetText, NotificationBanner, Panel, WarningText } from './notes';
import { DataTable } from './table';
import { Tag, type TagColour } from './tag';
import { TextArea } from './text-area';
import { BackLink, Breadcrumbs, Pagination } from './ways';
import { essence, fixtures, type Options } from '../../../test/support/official';

const texts = (items: unknown) =>
  (items as { value: string | number; text: string }[]).map((item) => ({ ...item, value: String(item.value) }));
const textOf = (option: unknown) => (option as { text?: string } | undefined)?.text;
const str = (option: unknown) => option as string;

function field(options: Options) {
  const error = textOf(options.errorMessage);
  const name = str(options.name);
  const errors: Record<string, string[]> = error === undefined ? {} : { [name]: [error] };
  const given = { id: options.id as string | undefined, value: options.value as string | undefined };
  const said = { label: textOf(options.label) ?? '', hint: textOf(options.hint) };
  return { form: { values: {}, errors }, name, ...said, ...given };
}

function group(options: Options) {
  const legend = (options.fieldset as { legend?: unknown } | undefined)?.legend;
  const items = options.items as { value: string; text: string; checked?: boolean; hint?: unknown }[];
  const choices = items.map(({ value, text, hint }) => ({ value, text, hint: textOf(hint) }));
  const value = items.find(({ checked }) => checked)?.value;
  const id = options.idPrefix as string | undefined;
  return { ...field(options), id, label: textOf(legend) ?? '', options: choices, value };
}

function counted(options: Options) {
  const limit = { [options.countType === 'words' ? 'maxWords' : 'maxLength']: options.maxlength };
  return <TextArea {...field(options)} {...limit} />;
}

function errors({ errorList, descriptionText }: Options) {
  const list = errorList as { text: string; href?: string }[];
  const named = list.map(({ text, href = '' }): [string, string[]] => [href.replace('#', ''), [text]]);
  return <ErrorSummary form={{ values: {}, errors: Object.fromEntries(named), message: descriptionText as string }} />;
}

function summary({ rows }: Options) {
  type Row = { key: unknown; value: unknown; actions?: { items?: Action[] } };
  type Action = { href: string; text: string; visuallyHiddenText?: string };
  const ours = (rows as Row[]).map(({ key, value, actions }) => ({
    key: textOf(key),
    value: textOf(value),
    actions: actions?.items?.map(({ href, text, visuallyHiddenText }) => ({ href, text, hidden: visuallyHiddenText })),
  }));
  return <SummaryList rows={ours} />;
}

function pages({ previous, next }: Options) {
  type Link = { href: string; text: string; labelText: string };
  const [back, on] = [previous as Link, next as Link];
  const labels = { newerLabel: back.labelText, olderLabel: on.labelText };
  return <Pagination newer={back.href} older={on.href} newerText={back.text} olderText={on.text} {...labels} />;
}

function table({ head, rows }: Options) {
  const cells = rows as { text: string; format?: string }[][];
  const columns = (head as { text: string; format?: string }[]).map(({ text, format }, place) => ({
    head: text,
    cell: (row: { text: string }[]) => row[place]?.text,
    numeric: format === 'numeric',
  }));
  return <DataTable caption="-" columns={columns} rows={cells} scroll />;
}

function navigation({ navigation: links }: Options) {
  const nav = links as { href: string; text: string; current?: boolean }[];
  const path = nav.find(({ current }) => current)?.href ?? '';
  return <ServiceNavigation frame={{ actor: null, nav, path, demo: false, form: emptyForm }} />;
}

/** Sent as a list, and the table's own frame and name: ours, not theirs. */
function withoutOurs(html: string): string {
  const named = html.replaceAll(/name="([^"]+)\[\]"/g, 'name="$1"');
  return named.replace(/^<div class="fund-table"[^>]*>(.*)<\/div>$/s, '$1').replace(/<caption.*<\/caption>/s, '');
}

const button = (o: Options) => (
  <Button secondary={look(o, 'secondary')} warning={look(o, 'warning')} {...(o as { name?: string })}>
    {str(o.text)}
  </Button>
);
const look = (o: Options, kind: string) => o.classes === `govuk-button--${kind}`;
const link = (o: Options) => (
  <ButtonLink href={str(o.href)} start={!!o.isStartButton}>
    {str(o.text)}
  </ButtonLink>
);
const input = (o: Options) => <TextField {...field(o)} prefix={textOf(o.prefix)} suffix={textOf(o.suffix)} />;
const tagged = (o: Options) => (
  <Tag status="x" text={str(o.text)} colour={str(o.classes).replace('govuk-tag--', '') as TagColour} />
);
const banner = (o: Options) => (
  <NotificationBanner text={str(o.text)} title={str(o.titleText)} id={str(o.titleId)} success={o.type === 'success'} />
);

/** A component, official examples that use only what ours offers, and the same example written with ours. */
const official: [string, string, (options: Options) => VNode][] = [
  ['button', 'default | disabled | secondary | secondary disabled | warning | name | value', button],
  ['button', 'link | explicit link | start link', link],
  ['input', 'default | with hint text | with error message | with error and hint | value | with prefix', input],
  ['input', 'with suffix | with prefix and suffix and error | with prefix with html as text', input],
  [
    'textarea',
    'default | with hint | with default value | with hint and error message',
    (o) => <TextArea {...field(o)} />,
  ],
  ['character-count', "with count type 'characters' | with count type 'words' and error message", counted],
  ['character-count', "with count type 'characters' and value | with count type 'words' and value", counted],
  [
    'select',
    'with hint text and error message | error | with selected value',
    (o) => <SelectField {...field(o)} options={texts(o.items)} />,
  ],
  [
    'radios',
    'default | with hint | with hints on parent and items | with fieldset and error message',
    (o) => <RadioField {...group(o)} />,
  ],
  [
    'checkboxes',
    'default | with hint | with error message | with error message and hint',
    (o) => <CheckboxField {...group(o)} />,
  ],
  ['error-summary', 'default | with everything | html as descriptionText', errors],
  ['summary-list', 'actions href | single action with anchor | empty items array', summary],
  ['tag', 'grey | green | purple | red | orange | yellow', tagged],
  ['inset-text', 'default | html as text', (o) => <InsetText>{str(o.text)}</InsetText>],
  ['warning-text', 'default | multiple lines | html as text', (o) => <WarningText>{str(o.text)}</WarningText>],
  ['notification-banner', 'default | with type as success | custom title | html as text | custom title id', banner],
  [
    'details',
    'default | expanded | html as text',
    (o) => (
      <Details id={o.id as string | undefined} summary={str(o.summaryText)} open={!!o.open}>
        {str(o.text)}
      </Details>
    ),
  ],
  [
    'back-link',
    'html as text | with custom text and link',
    (o) => <BackLink href={str(o.href ?? '#')} text={str(o.text)} />,
  ],
  [
    'breadcrumbs',
    'default | with last breadcrumb as current page | html as text',
    (o) => <Breadcrumbs items={o.items as []} />,
  ],
  ['pagination', 'with prev and next only and labels', pages],
  ['table', 'with head | html as text', table],
  ['service-navigation', 'with navigation with a current item', navigation],
  [
    'panel',
    'title html as text | title with no body text',
    (o) => <Panel title={str(o.titleText)}>{str(o.text)}</Panel>,
  ],
];

describe.each(official)('%s is written as GOV.UK Frontend writes it', (component, names, ours) => {
  it.each(fixtures(component, names))('%s', (_name, options, html) => {
    const written = withoutOurs(renderToString(ours(options)));
    expect(essence(written)).toEqual(essence(html));
  });
});

it('sees a missing attribute, another word and another order', () => {
  expect(essence('<p id="a">One two</p>')).toEqual(essence('<p  id="a" >\n One\n two </p>'));
  for (const other of [
    '<p>One two</p>',
    '<p id="a">Two one</p>',
    '<p id="b">One two</p>',
    '<p id="a">One <b>two</b></p>',
  ])
    expect(essence(other)).not.toEqual(essence('<p id="a">One two</p>'));
});
