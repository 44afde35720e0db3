import { Column, type ColumnOptions } from 'typeorm';

/** `bigint` arrives as text. */
export const wholeNumber = {
  to: (value: number | null | undefined) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};

/** An amount in minor units: `bigint` in the database, a safe whole number here. */
export const CentsColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'bigint', transformer: wholeNumber, ...options });

export const InstantColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'timestamptz', ...options });
