import { Injectable } from '@nestjs/common';
import { isWorked, workingDaysOf } from './working-days.rules';

/** Says where which days are worked, for whatever goes out on working days only. */
@Injectable()
export class WorkingCalendars {
  /** @param country two letters; without one every day from Monday to Friday is worked */
  works(on: string, country: string | null, region: string): boolean {
    return isWorked(on, workingDaysOf(country, region));
  }
}
