import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { Missing } from './errors';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** What cannot be an id belongs to nothing. */
@Injectable()
export class ParseId implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (!isId(value)) throw new Missing();
    return value.toLowerCase();
  }
}

/** The id in the path. */
export const Id = (name = 'id'): ParameterDecorator => Param(name, ParseId);
