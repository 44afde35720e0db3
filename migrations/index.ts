import { People1 } from './1-people';
import { Ledger2 } from './2-ledger';
import { Stages3 } from './3-stages';
import { Outbox4 } from './4-outbox';
import { Lifecycles5 } from './5-lifecycles';
import { Purses6 } from './6-purses';
import { Pots7 } from './7-pots';
import { Money8 } from './8-money';
import { Countersigned9 } from './9-countersigned';
import { GivenUp10 } from './10-given-up';
import { Deadlines11 } from './11-deadlines';
import { Mail12 } from './12-mail';
import { MailWaits13 } from './13-mail-waits';
import { DeadlinesKept14 } from './14-deadlines-kept';
import { WorkingDays15 } from './15-working-days';
import { LetterCases16 } from './16-letter-cases';
import { EndedDeadlines17 } from './17-ended-deadlines';
import { Operations18 } from './18-operations';
import { Versions19 } from './19-versions';
import { Returned20 } from './20-returned';

/** Every change of the database, in order. */
export const migrations = [
  People1,
  Ledger2,
  Stages3,
  Outbox4,
  Lifecycles5,
  Purses6,
  Pots7,
  Money8,
  Countersigned9,
  GivenUp10,
  Deadlines11,
  Mail12,
  MailWaits13,
  DeadlinesKept14,
  WorkingDays15,
  LetterCases16,
  EndedDeadlines17,
  Operations18,
  Versions19,
  Returned20,
];
