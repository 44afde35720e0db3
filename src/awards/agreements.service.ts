import { Injectable, type StreamableFile } from '@nestjs/common';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import { Conflict, Invalid, Missing } from '../kernel/errors';
import { human } from '../kernel/lifecycle';
import { publish } from '../kernel/outbox';
import { dateIn, formatDate } from '../kernel/time';
import { Work } from '../kernel/transaction';
import { AwardDeadlines } from './award-deadlines.service';
import { AwardRows } from './award-rows.service';
import { factsOf, store, subjectsOf } from './award-steps';
import { type AwardCase, hasAgreement } from './award.rules';
import type { AgreementInput } from './awards.dto';

/** The agreement that fund and city signed: its day, and its file. */
@Injectable()
export class Agreements {
  constructor(
    private readonly work: Work,
    private readonly rows: AwardRows,
    private readonly files: Files,
    private readonly deadlines: AwardDeadlines,
  ) {}

  /** Records it, or records it anew where it was wrong. */
  async record(actor: Actor, id: string, { signedOn, fileId }: AgreementInput): Promise<AwardCase> {
    return this.work.run(actor, async (tx) => {
      const award = await this.rows.claim(tx, id);
      if (!hasAgreement(award))
        throw new Conflict(
          `This award is ${human(award.status)}: an agreement is recorded once the city has accepted.`,
        );
      const [first, today] = [dateIn(award.proposedAt, actor.timeZone), dateIn(tx.now, actor.timeZone)];
      if (signedOn < first || signedOn > today)
        throw new Invalid({ signedOn: [`Enter a day from ${formatDate(first)}, when it was proposed, to today.`] });
      await this.files.attachable(tx, fileId);
      Object.assign(award, { agreementSignedOn: signedOn, agreementFileId: fileId });
      await publish(tx, 'award.agreement_recorded', { ...(await factsOf(tx, award)), signedOn }, subjectsOf(award));
      await this.deadlines.signed(tx, award);
      return store(tx, award);
    });
  }

  /** @throws Missing where there is none, or where it is not the reader's to see */
  async file(actor: Actor, id: string): Promise<StreamableFile> {
    const { agreementFileId } = await this.rows.find(actor, id);
    if (agreementFileId === null) throw new Missing('agreement');
    return this.files.download(agreementFileId);
  }
}
