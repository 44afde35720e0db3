import { Injectable } from '@nestjs/common';
import { Bounces } from './bounces.service';
import { Brakes } from './brakes.service';
import { LastLook } from './last-look.service';
import type { Claimed, Taken, Verdict } from './mail-rows';
import { Mails } from './mails.service';
import { Slots } from './slots';
import { lines, Smtp, streamOf } from './smtp';
import { needless, verdictOf } from './verdict';

const whileMs = 15 * 60_000;

const hasWaited = ({ isReminder, state, createdAt, now }: Taken): boolean =>
  isReminder && state === 'claimed' && now.getTime() - createdAt.getTime() >= whileMs;

/** Sends mail that is written, and remembers what became of it. */
@Injectable()
export class SendingService {
  /** A letter waits here for its turn and not at the mail server's door, where its time would run; calls hold up nothing that is needed. */
  private readonly turns = { needed: new Slots(lines), calls: new Slots(lines) };

  constructor(
    private readonly mails: Mails,
    private readonly smtp: Smtp,
    private readonly look: LastLook,
    private readonly brakes: Brakes,
    private readonly bounces: Bounces,
  ) {}

  /** May be run any number of times, and by several at once: only who claims the mail sends it. */
  async send(ids: string[]): Promise<void> {
    const now = await this.mails.now();
    const stopped = await this.brakes.held(now);
    const waiting = new Set(await this.mails.claim(ids, stopped !== null));
    await this.renew([...waiting].filter(hasWaited));
    const reminders = [...waiting].filter(({ isReminder }) => isReminder).map(({ outboxId }) => outboxId);
    const owed = reminders.length > 0 ? await this.look.stillOwed(reminders, now) : new Map<string, string>();
    const renewing = setInterval(() => {
      this.mails.renew([...waiting]).catch(() => undefined);
    }, this.mails.leaseMs / 3);
    const sending = [...waiting].map((mail) =>
      this.one(mail, owed.get(mail.outboxId)).finally(() => waiting.delete(mail)),
    );
    const ends = await Promise.allSettled(sending).finally(() => clearInterval(renewing));
    await this.brakes.count(now, ends.filter((end) => end.status === 'fulfilled' && end.value === 'sent').length);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  /** What it said when it was written may not be so any more. */
  private async renew(mails: Taken[]): Promise<void> {
    const said = await this.look.again(mails);
    for (const mail of mails) {
      const { subject, text, html } = said.get(mail.id) ?? mail;
      Object.assign(mail, { subject, text, html });
    }
  }

  private async one(mail: Taken, notOwed: string | undefined): Promise<Verdict['state']> {
    if (mail.state === 'unknown') return mail.state;
    const verdict = needless(mail, notOwed) ?? (await this.turns[streamOf(mail.kind)].with(() => this.attempt(mail)));
    await this.mails.settle(mail, verdict);
    return verdict.state;
  }

  private async attempt(mail: Claimed): Promise<Verdict> {
    const outcome = await this.smtp.send(mail, () => this.mails.begin(mail));
    if (outcome.kind === 'permanent') await this.bounces.refused(mail, outcome.words);
    return verdictOf(mail, outcome);
  }
}
