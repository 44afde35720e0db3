import type { Award } from '../awards/awards.service';
import type { Subject } from '../kernel/outbox';
import type { Instalment } from './instalment.entity';

/** What every event about an instalment carries, and in whose histories it stands. */
export const factsOf = ({ id, awardId, leadId, number, amountCents, currency }: Instalment, { title }: Award) => ({
  ...{ awardId, instalmentId: id, title, leadId, number, amountCents, currency },
});

export const subjectsOf = ({ id, awardId }: Instalment): [Subject, Subject] => [`instalment:${id}`, `award:${awardId}`];
