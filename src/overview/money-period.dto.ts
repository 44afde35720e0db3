import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import { IsPlainDate } from '../kernel/input';
import { BlankIsUnset } from '../kernel/paging';

const LastAfterFirst = (): PropertyDecorator =>
  ValidateBy({
    name: 'lastAfterFirst',
    validator: {
      validate: (to, args) => String((args?.object as PeriodQuery).from ?? '') <= String(to),
      defaultMessage: () => 'The last day is before the first.',
    },
  });

/** Which days are asked for; nothing said is this year so far. */
export class PeriodQuery {
  @ApiProperty({
    required: false,
    format: 'date',
    description: 'The first day (UTC); 1 January of the last one’s year.',
  })
  @BlankIsUnset()
  @IsOptional()
  @IsPlainDate()
  from?: string;

  @ApiProperty({
    required: false,
    format: 'date',
    description: 'The last day (UTC), included; today where it is left out.',
  })
  @BlankIsUnset()
  @IsOptional()
  @LastAfterFirst()
  @IsPlainDate()
  to?: string;
}

/** Both days are part of it; days end in UTC. */
export interface Period {
  from: string;
  to: string;
}
