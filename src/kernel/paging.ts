import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { Invalid } from './errors';

type Place = (string | number)[];

/** A filter left empty in a form filters nothing. */
export const BlankIsUnset = (): PropertyDecorator =>
  Transform(({ value }) => (value === '' ? undefined : (value as unknown)));

/** A part of a list, and how to go on. */
export interface Page<T> {
  items: T[];
  /** The `after` of the next part; null at the end. */
  next: string | null;
}

const unchanged = 'Use the `next` of the part before, unchanged.';

const IsCursor = (): PropertyDecorator =>
  ValidateBy({
    name: 'cursor',
    validator: {
      validate: (value) => placeIn(value) !== undefined,
      defaultMessage: () => unchanged,
    },
  });

/** Which part of a list is asked for: `?after=<cursor>&limit=25`. */
export class PageQuery {
  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : (value as unknown)))
  @IsInt({ message: 'The limit is a whole number from 1 to 100.' })
  @Min(1, { message: 'The limit is a whole number from 1 to 100.' })
  @Max(100, { message: 'The limit is a whole number from 1 to 100.' })
  limit: number = 25;

  @IsOptional()
  @IsCursor()
  after?: string;
}

/**
 * The place after which the part begins: the sorted-by values of the last row before it; undefined at the start.
 * @param size by how many values the list is sorted
 * @throws Invalid for the cursor of another list
 */
export function placeAfter(query: PageQuery, size = 1): Place | undefined {
  if (query.after === undefined) return undefined;
  const place = placeIn(query.after);
  if (place?.length !== size) throw new Invalid({ after: [unchanged] });
  return place;
}

/** How many rows to read: one more than shown, which tells whether there are more. */
export const rowsToRead = (query: PageQuery): number => query.limit + 1;

/** @param place the values by which the list is sorted, the last of them unique */
export function pageOf<R, T = R>(
  rows: R[],
  query: PageQuery,
  place: (row: R) => Place,
  view: (row: R) => T = (row) => row as unknown as T,
): Page<T> {
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return { items: shown.map(view), next: more ? cursorOf(place(last)) : null };
}

const cursorOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function placeIn(cursor: unknown): Place | undefined {
  if (typeof cursor !== 'string' || !/^[\w-]{1,1000}$/.test(cursor)) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return isPlace(place) ? place : undefined;
  } catch {
    return undefined;
  }
}

function isPlace(place: unknown): place is Place {
  if (!Array.isArray(place) || place.length < 1 || place.length > 4) return false;
  return place.every((value) => typeof value === 'number' || (typeof value === 'string' && !value.includes('\u0000')));
}
