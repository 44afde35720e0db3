import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { Missing } from '../kernel/errors';
import { idFrom } from './letter-names';
import { letterOf } from './letters';

/** `report.submitted~city` in an address is the letter `report.submitted/city`. */
@Injectable()
export class ParseLetterId implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    const id = idFrom(String(value));
    if (!letterOf(id)) throw new Missing('letter');
    return id;
  }
}

/** The id of a letter in the path. */
export const LetterId = (): ParameterDecorator => Param('id', ParseLetterId);

/** The number of a version in the path. */
@Injectable()
export class ParseVersion implements PipeTransform<unknown, number> {
  transform(value: unknown): number {
    if (!/^[1-9]\d{0,8}$/.test(String(value))) throw new Missing('version');
    return Number(value);
  }
}
