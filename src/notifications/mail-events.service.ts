import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { Clock } from '../kernel/clock';
import { Config } from '../kernel/config';
import { courier } from '../kernel/courier';
import { Invalid, Missing } from '../kernel/errors';
import { read } from '../kernel/input';
import { Unreadable } from '../kernel/refusals';
import { type Tx, Work } from '../kernel/transaction';
import { Bounces } from './bounces.service';
import { MailEventInput, type SignedHeaders } from './mail-events.dto';
import type { MailKind } from './mail-rows';
import { Preferences } from './preferences.service';

const toleranceMs = 5 * 60_000;
const aheadMs = 60 * 60_000;

interface Named {
  id: string;
  address: string;
  kind: MailKind;
  personId: string | null;
}

/** Takes in what the mail provider tells of letters that have left: signed, each once, in whatever order it comes. */
@Injectable()
export class MailEvents {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly work: Work,
    private readonly bounces: Bounces,
    private readonly preferences: Preferences,
  ) {}

  /**
   * What is about no letter of ours is taken and nothing comes of it: refused, a provider would send it again for days.
   * @throws Missing where no provider is set up, Unreadable for a bad signature, Invalid for what cannot be read
   */
  async take(headers: SignedHeaders, text: string): Promise<void> {
    const id = this.verified(headers, text);
    const event = read(MailEventInput, parsed(text));
    const at = this.instant(event.at);
    await this.work.run(courier, (tx) => this.record(tx, id, event, at));
  }

  /** The signature is by the library; the time by our own clock, so that an old request has no effect however often it comes. */
  private verified(headers: SignedHeaders, text: string): string {
    const secret = this.config.MAIL_WEBHOOK_SECRET;
    if (secret === undefined) throw new Missing();
    const id = headerOf(headers, 'webhook-id');
    const seconds = headerOf(headers, 'webhook-timestamp');
    if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(seconds)) throw unsigned();
    const sentAt = new Date(Number(seconds) * 1000);
    const expected = Buffer.from(new Webhook(secret).sign(id, sentAt, text));
    const given = headerOf(headers, 'webhook-signature')
      .split(' ')
      .map((one) => Buffer.from(one));
    if (!given.some((one) => one.length === expected.length && timingSafeEqual(one, expected))) throw unsigned();
    if (Math.abs(this.clock.now().getTime() - sentAt.getTime()) > toleranceMs)
      throw unsigned('This was signed more than five minutes ago, or in the future. Sign it again.');
    return id;
  }

  private instant(text: string): Date {
    const at = new Date(text);
    const now = this.clock.now().getTime();
    if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 2000)
      throw new Invalid({ at: ['Send `at` as an instant like 2026-11-30T12:00:00Z.'] });
    if (at.getTime() > now + aheadMs) throw new Invalid({ at: ['This lies in the future.'] });
    return at;
  }

  private async record(tx: Tx, id: string, event: MailEventInput, at: Date): Promise<void> {
    const { type, messageId, detail = '' } = event;
    const [mail] = (await tx.query(findSql, this.names(messageId))) as Named[];
    if (!mail) return;
    const values = [id, mail.id, type, at, tx.now, detail.slice(0, 1000)];
    const told = (await tx.query(insertSql, values)) as unknown[];
    if (told.length === 0) return;
    if (type === 'delivered') await tx.query(deliveredSql, [mail.id, at]);
    if (type === 'bounced') await tx.query(bouncedSql, [mail.id, at]);
    // Who does not want to hear of new rounds is still to hear of deadlines.
    if (type === 'complained' && mail.kind === 'call' && mail.personId)
      return this.preferences.leave(tx, mail.personId, 'call');
    const reason = reasons[type];
    if (reason) await this.bounces.suppress(tx, mail, detail ? `${reason} ${detail}` : reason, at);
  }

  /** Our own Message-IDs begin with the id of the letter, also where nobody lived to write them down. */
  private names(messageId: string): [string, string | null] {
    const bare = messageId.trim().replace(/^<(.*)>$/, '$1');
    const [local = '', host = ''] = bare.split('@');
    const ours =
      host === new URL(this.config.APP_URL).hostname && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(local);
    return [`<${bare}>`, ours ? local : null];
  }
}

const reasons: Partial<Record<MailEventInput['type'], string>> = {
  bounced: 'A letter came back.',
  complained: 'Its reader marked a letter as unwanted.',
};

const unsigned = (sentence = 'This is not signed as it has to be, so nothing was done.'): Unreadable =>
  new Unreadable(sentence, 401, 'Not signed');

function headerOf(headers: SignedHeaders, name: keyof SignedHeaders): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Invalid({}, 'Send a JSON object.');
  }
}

const findSql = `
  select id, address, kind, person_id as "personId" from mail where message_id = $1 or id = $2::uuid order by (message_id = $1) desc nulls last limit 1 for update`;

const insertSql = `
  insert into mail_event (id, mail_id, kind, at, received_at, detail) values ($1, $2, $3, $4, $5, $6)
  on conflict (id) do nothing returning id`;

/** Where it was not known whether it arrived, it is now: no second copy goes, and nobody is asked. */
const doubtful = `(state = 'unknown' or state = 'retry' and uncertain_at is not null)`;

/** The latest of each kind counts. */
const deliveredSql = `
  update mail set delivered_at = greatest(delivered_at, $2::timestamptz),
         sent_at = case when ${doubtful} then $2 else sent_at end,
         error = case when ${doubtful} then 'The mail provider says that it arrived.' else error end,
         lease_until = case when ${doubtful} then null else lease_until end,
         state = case when ${doubtful} then 'sent' else state end
   where id = $1`;

const bouncedSql = `update mail set bounced_at = greatest(bounced_at, $2::timestamptz) where id = $1`;
