import { Lifecycle } from '../kernel/lifecycle';
import type { Payment } from './instalment.entity';

export const paymentStatuses = ['in_transit', 'settled', 'failed', 'returned'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export const paymentLifecycle = new Lifecycle<PaymentStatus, Payment>('payment', paymentStatuses, [
  {
    move: 'settle',
    label: 'Settle',
    from: ['in_transit'],
    to: 'settled',
    by: ['finance'],
    emits: 'instalment.settled',
  },
  { move: 'fail', label: 'Fail', from: ['in_transit'], to: 'failed', by: ['finance'], emits: 'instalment.failed' },
  {
    move: 'give-back',
    label: 'Record that it came back',
    from: ['settled'],
    to: 'returned',
    by: ['finance'],
    emits: 'instalment.returned',
  },
]);
