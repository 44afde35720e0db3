import { Injectable, type PipeTransform, type ArgumentMetadata } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import {
  buildMessage,
  type ValidationArguments,
  type ValidationError,
  type ValidationOptions,
  ValidateBy,
  validateSync,
} from 'class-validator';
import { type FieldErrors, Invalid } from './errors';
import { isDate, isLocalTime, isZone } from './time';
import { Upload } from './upload';

type Class<T> = new () => T;

/** What came in, as an instance of `type`. @throws Invalid with a sentence for each field. */
export function read<T extends object>(type: Class<T>, plain: unknown): T {
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) {
    throw new Invalid({}, 'Send a JSON object with the fields of this request.');
  }
  const unfit = faultIn(plain);
  if (unfit !== undefined) throw new Invalid({}, unfit);
  const instance = plainToInstance(type, plain, { exposeDefaultValues: true });
  const faults = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true });
  if (faults.length > 0) throw new Invalid(sentences(faults));
  return instance;
}

function sentences(faults: ValidationError[], path = ''): FieldErrors {
  return Object.assign(
    {},
    ...faults.map((fault) => {
      const name = path ? `${path}[${fault.property}]` : fault.property;
      const own = Object.entries(fault.constraints ?? {}).map(([rule, text]) =>
        rule === 'whitelistValidation' ? `There is no field called ${fault.property.slice(0, 60)} here.` : text,
      );
      return { ...(own.length > 0 ? { [name]: own } : {}), ...sentences(fault.children ?? [], name) };
    }),
  ) as FieldErrors;
}

const longestList = 1000;

/**
 * What cannot be taken in wherever it stands, in a sentence. It is looked for before the checks of the fields, which compare
 * each row with each, do not see into lists of lists, and call what is named like an object's constructor.
 */
function faultIn(value: unknown): string | undefined {
  if (typeof value === 'string') return faultInText(value);
  if (Array.isArray(value)) return faultInList(value) ?? firstFault(value);
  if (value === null || typeof value !== 'object') return undefined;
  // Whoever looks into it meets each of its bytes.
  if (value instanceof Upload)
    return 'A file was sent in a field that takes none. Upload it by itself, and send its id.';
  if (Object.hasOwn(value, 'constructor')) return 'There is no field called constructor here.';
  return firstFault(Object.entries(value).flat());
}

function faultInText(text: string): string | undefined {
  if (text.includes('\u0000'))
    return 'The text contains a character (NUL) that cannot be kept. Remove it and try again.';
  if (/\p{Surrogate}/u.test(text))
    return 'The text contains half of a character, which cannot be kept. Write it again.';
  return undefined;
}

function faultInList(list: unknown[]): string | undefined {
  if (list.length > longestList) return 'A list has more than 1,000 entries. Send less at once.';
  return list.some(Array.isArray) ? 'A list stands inside another list. Nothing here is written like that.' : undefined;
}

function firstFault(values: unknown[]): string | undefined {
  for (const value of values) {
    const fault = faultIn(value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Bodies and queries declared with a class are read as that class; everything else passes. */
@Injectable()
export class ReadPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (!metatype || (type !== 'body' && type !== 'query')) return value;
    if ([Object, String, Number, Boolean, Array].includes(metatype as never)) return value;
    return read(metatype as Class<object>, value ?? {});
  }
}

const rule = (
  name: string,
  ok: (value: unknown, args: ValidationArguments) => boolean,
  say: (args: ValidationArguments) => string,
  options?: ValidationOptions,
) =>
  ValidateBy(
    {
      name,
      validator: {
        validate: (value, args) => ok(value, args as ValidationArguments),
        defaultMessage: buildMessage((_, args) => say(args as ValidationArguments), options),
      },
    },
    options,
  );

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `“${String(value).slice(0, 40)}”` : 'That';

/** Pages send text, and what is nothing but digits in it is an amount there; so neither comes from a page. */
const isAmountOfPrograms = (value: unknown): boolean => typeof value !== 'string' || /^\d{1,15}$/.test(value);

/** The largest amount that is accepted anywhere: 12 digits before the point. */
export const maxCents = 99_999_999_999_999;

/** A whole number of minor units from `min` to 12 digits before the point. */
export const IsCents = (min = 0, options?: ValidationOptions): PropertyDecorator =>
  rule(
    'cents',
    (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= maxCents,
    ({ value }) => {
      if (value === undefined || value === null) return 'Enter an amount, like 50,000.00.';
      if (typeof value === 'number' && value > maxCents) return 'This amount is larger than the system can keep.';
      if (typeof value === 'number' && value < min)
        return min > 0 ? 'Enter an amount above zero.' : 'Enter an amount that is not negative.';
      return isAmountOfPrograms(value)
        ? `${shown(value)} is not an amount: send whole minor units as a number, like 5000000 for 50,000.00.`
        : `${shown(value)} is not an amount. Write it like 50,000 or 50,000.00.`;
    },
    options,
  );

const noYear = 'Enter a year from 1900 to 2199.';
/** Far from it an instant gets a year of five digits, or none, which programs cannot read. */
const ofOurTime = (on: string): boolean => on >= '1900' && on < '2200';

/** A plain date, `2026-11-30`. */
export const IsPlainDate = (options?: ValidationOptions): PropertyDecorator =>
  rule(
    'plainDate',
    (value) => typeof value === 'string' && isDate(value) && ofOurTime(value),
    ({ value }) =>
      typeof value === 'string' && isDate(value)
        ? noYear
        : value
          ? `${shown(value)} is not a date like 2026-11-30.`
          : 'Enter a date.',
    options,
  );

/** A local time without zone, `2026-11-30T23:59:59`. */
export const IsLocalTime = (options?: ValidationOptions): PropertyDecorator =>
  rule(
    'localTime',
    (value) => typeof value === 'string' && isLocalTime(value) && ofOurTime(value),
    ({ value }) =>
      typeof value === 'string' && isLocalTime(value)
        ? noYear
        : value
          ? `${shown(value)} is not a local time like 2026-11-30T23:59:59.`
          : 'Enter a date and time.',
    options,
  );

export const IsZone = (options?: ValidationOptions): PropertyDecorator =>
  rule(
    'zone',
    (value) => typeof value === 'string' && isZone(value),
    ({ value }) => `${shown(value)} is not a time zone like Europe/Oslo.`,
    options,
  );

/** Text with at least one visible character and at most `max` characters. */
export const IsText = (
  what: string,
  max: number,
  options?: ValidationOptions & { optional?: boolean },
): PropertyDecorator =>
  rule(
    'text',
    (value) =>
      typeof value === 'string' && value.length <= max && (options?.optional === true || value.trim().length > 0),
    ({ value }) =>
      typeof value === 'string' && value.length > max
        ? `${what} is ${value.length.toLocaleString('en')} characters long; at most ${max.toLocaleString('en')} fit.`
        : `Enter ${what.charAt(0).toLowerCase()}${what.slice(1)}.`,
    options,
  );
