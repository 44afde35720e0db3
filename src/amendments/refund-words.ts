import type { AwardCase } from '../awards/awards.service';
import type { Subject } from '../kernel/outbox';
import type { Refund } from './refund.entity';

export const factsOf = ({ id, amountCents, currency }: Refund, { id: awardId, title, leadId }: AwardCase) => ({
  ...{ refundId: id, awardId, title, leadId, amountCents, currency },
});

export const subjectsOf = ({ id, awardId }: Refund): [Subject, Subject] => [`refund:${id}`, `award:${awardId}`];
