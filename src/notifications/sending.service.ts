import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock';
import { Queries } from '../kernel/queries';
import { LettersService } from '../letters/letters.service';
import { claimMail, type Claimed, holdSql, settleMail, type Verdict } from './mail-rows';
import { type Outcome, Smtp } from './smtp';

const minute = 60_000;
const hour = 60 * minute;
/** Longer than a sending may take, so that nobody else takes it up meanwhile. */
const lease = minute;
const patience = 48 * hour;

/** Sends mail that is written, and remembers what became of it. */
@Injectable()
export class SendingService {
  constructor(
    private readonly queries: Queries,
    private readonly clock: Clock,
    private readonly smtp: Smtp,
    private readonly letters: LettersService,
  ) {}

  /** May be run any number of times, and by several at once: only who claims the mail sends it. */
  async send(mailId: string): Promise<void> {
    const now = this.clock.now();
    const mail = await claimMail(this.queries, mailId, now, later(now, lease));
    if (!mail) return;
    await settleMail(this.queries, mail, await this.verdict(mail), this.letters.secretOf(mail.event));
  }

  private async verdict(mail: Claimed): Promise<Verdict> {
    const reason = this.whyNot(mail);
    if (reason) return { state: 'skipped', error: reason };
    if (mail.was === 'sending') {
      const words = 'The worker ended while it was sending this; it may have arrived.';
      if (!this.mayRepeat(mail)) return { state: 'unknown', error: words };
      mail.uncertainAt = this.clock.now();
    }
    const outcome = await this.smtp.send({ ...mail, address: mail.currentAddress }, () => this.stillHeld(mail));
    return this.after(mail, outcome);
  }

  /** The last look: has it become needless since it was written? */
  private whyNot({ outboxState, disabled, event, data }: Claimed): string | undefined {
    if (outboxState === 'called_off') return 'Not needed any more: it was done, or its date has moved.';
    if (disabled) return 'The account of this person is disabled.';
    const stale = this.letters.staleAfter(event, data);
    return stale && stale <= this.clock.now().toISOString() ? 'It came too late to be of use.' : undefined;
  }

  /** A worker that was frozen for longer than its lease finds here that the letter is not its any more. */
  private async stillHeld({ id, attempts }: Claimed): Promise<boolean> {
    return (await this.queries.one('mail-held', holdSql, [id, attempts, this.clock.now()])) !== undefined;
  }

  private after(mail: Claimed, outcome: Outcome): Verdict {
    const now = this.clock.now();
    if (outcome.kind === 'sent') {
      const error = mail.uncertainAt
        ? 'Sent a second time, because it is not known whether the first copy arrived.'
        : '';
      return { state: 'sent', sentAt: now, messageId: outcome.messageId, error, uncertainAt: mail.uncertainAt };
    }
    const error = outcome.words.slice(0, 1000);
    if (outcome.kind === 'permanent') return { state: 'dead', error, uncertainAt: mail.uncertainAt };
    if (outcome.kind === 'uncertain' && !this.mayRepeat(mail)) {
      return { state: 'unknown', error, uncertainAt: mail.uncertainAt ?? now };
    }
    if (now.getTime() - mail.createdAt.getTime() >= patience) {
      return { state: 'dead', error: `Given up after 48 hours. ${error}`, uncertainAt: mail.uncertainAt };
    }
    const uncertainAt = outcome.kind === 'uncertain' ? now : mail.uncertainAt;
    return { state: 'retry', error, dueAt: later(now, pause(mail.attempts)), uncertainAt };
  }

  private mayRepeat({ event, uncertainAt }: Claimed): boolean {
    return this.letters.isRepeatable(event) && !uncertainAt;
  }
}

const later = (from: Date, ms: number): Date => new Date(from.getTime() + ms);

/** A minute, doubled with each attempt up to four hours, and never the same for all who failed together. */
export function pause(attempts: number): number {
  return Math.min(minute * 2 ** (attempts - 1), 4 * hour) * (0.75 + Math.random() / 2);
}
