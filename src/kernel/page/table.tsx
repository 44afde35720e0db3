import type { ComponentChildren } from 'preact';
import { classes } from './classes';
import { InsetText } from './notes';

export interface Column<Row> {
  head: string;
  cell: (row: Row, index: number) => ComponentChildren;
  numeric?: boolean;
  /** The column that names the row. */
  header?: boolean;
}

export interface DataTableProps<Row> {
  caption: string;
  /** Where two tables of a page have the same caption. */
  id?: string;
  captionSize?: 's' | 'm' | 'l';
  hideCaption?: boolean;
  columns: Column<Row>[];
  rows: readonly Row[];
  /** What will be here and how to begin. */
  empty?: ComponentChildren;
  /** One cell a column, such as a total. */
  foot?: ComponentChildren[];
  /** On phones scroll sideways instead of stacking each row. */
  scroll?: boolean;
  small?: boolean;
}

function captionClass({
  captionSize = 'm',
  hideCaption,
}: Pick<DataTableProps<unknown>, 'captionSize' | 'hideCaption'>) {
  return classes(
    'govuk-table__caption',
    hideCaption ? 'govuk-visually-hidden' : `govuk-table__caption--${captionSize}`,
  );
}

function regionId(caption: string): string {
  return `table-${caption.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

function Cell<Row>({ column, row, index }: { column: Column<Row>; row: Row; index: number }) {
  const content = column.cell(row, index);
  if (column.header) {
    return (
      <th scope="row" class="govuk-table__header" data-label={column.head}>
        {content}
      </th>
    );
  }
  return (
    <td class={classes('govuk-table__cell', column.numeric && 'govuk-table__cell--numeric')} data-label={column.head}>
      {content}
    </td>
  );
}

function Head<Row>({ columns }: { columns: Column<Row>[] }) {
  return (
    <thead class="govuk-table__head">
      <tr class="govuk-table__row">
        {columns.map(({ head, numeric }) => (
          <th key={head} scope="col" class={classes('govuk-table__header', numeric && 'govuk-table__header--numeric')}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Foot<Row>({ columns, foot }: { columns: Column<Row>[]; foot: ComponentChildren[] }) {
  return (
    <tfoot class="fund-table__foot">
      <tr class="govuk-table__row">
        {columns.map(({ head, numeric }, index) => (
          <td
            key={head}
            class={classes('govuk-table__cell', numeric && 'govuk-table__cell--numeric')}
            data-label={index === 0 ? undefined : head}
          >
            {foot[index]}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

/** Rows to compare; on phones each row stacks, or the table scrolls by itself. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, empty, foot, scroll, small } = props;
  if (rows.length === 0 && empty !== undefined) return <EmptyTable {...props} />;
  const id = props.id ?? regionId(caption);
  return (
    <div class="fund-table" role="region" aria-labelledby={id} tabIndex={0}>
      <table
        class={classes('govuk-table', small && 'govuk-table--small-text-until-tablet', !scroll && 'fund-table--stacks')}
      >
        <caption id={id} class={captionClass(props)}>
          {caption}
        </caption>
        <Head columns={columns} />
        <tbody class="govuk-table__body">
          {rows.map((row, index) => (
            <tr key={index} class="govuk-table__row">
              {columns.map((column) => (
                <Cell key={column.head} column={column} row={row} index={index} />
              ))}
            </tr>
          ))}
        </tbody>
        {foot && <Foot columns={columns} foot={foot} />}
      </table>
    </div>
  );
}

function EmptyTable<Row>({ caption, captionSize = 'm', hideCaption, empty }: DataTableProps<Row>) {
  return (
    <section>
      <h2 class={hideCaption ? 'govuk-visually-hidden' : `govuk-heading-${captionSize}`}>{caption}</h2>
      <InsetText>{empty}</InsetText>
    </section>
  );
}
