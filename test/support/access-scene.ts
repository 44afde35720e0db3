import { Client } from 'pg';
import { Refunds } from '../../src/amendments/refunds.service';
import { PaymentFiles } from '../../src/banking/payment-files.service';
import { Statements } from '../../src/banking/statements.service';
import { Files } from '../../src/files/files.service';
import { Funds } from '../../src/fund/funds.service';
import { Instructions } from '../../src/fund/instructions.service';
import { Pledges } from '../../src/fund/pledges.service';
import type { Actor } from '../../src/kernel/access';
import { TextDesk } from '../../src/letters/text-desk.service';
import { Unsubscribing } from '../../src/letters/unsubscribing.service';
import { Feeds } from '../../src/notifications/feed.service';
import { statementXml } from './bank';
import type { Demonstration } from './demonstration';

type Scene = Record<string, string>;

/** What the demonstration has none of and somebody may ask for; all of it around one grant and its fund. */
export class AccessScene {
  private finance!: Actor;

  constructor(private readonly demo: Demonstration) {}

  /** @returns the ids of what is made here, by the word that stands before them in an address */
  async play(grant: { awards: string; funds: string; funders: string; instalments: string }): Promise<Scene> {
    const { demo } = this;
    this.finance = demo.world.actor(await demo.person('Tomás Herrera'));
    await this.givesEvidence(grant.instalments, await this.letter('Evidence'));
    const files = await this.letter('Upload', demo.world.actor(await demo.person('Marcus Bell')));
    const pledges = await this.pledges(grant);
    return {
      ...{
        files,
        pledges,
        instructions: await this.instructs(grant.funds, pledges),
        ...(await this.bank(grant.funds)),
      },
      ...{ refunds: await this.refunds(grant.awards), restrictions: await this.restricts(grant.funds) },
      ...(await this.writes()),
      ...(await this.ownWays()),
    };
  }

  private async letter(about: string, by = this.finance): Promise<string> {
    const upload = { name: `${about}.txt`, content: Buffer.from(`${about}\n`) };
    return (await this.demo.world.get(Files).add(by, upload)).id;
  }

  /** As the owner of the database: the grant has long been paid, so nobody can give evidence any more. */
  private async givesEvidence(instalment: string, file: string): Promise<void> {
    const owner = new Client({ connectionString: this.demo.world.databaseUrl });
    await owner.connect();
    await owner.query('set session_replication_role = replica');
    await owner.query(`update instalment set evidence = 'An invoice', evidence_file_id = $2 where id = $1`, [
      ...[instalment, file],
    ]);
    await owner.end();
  }

  private async pledges({ funds, funders }: { funds: string; funders: string }): Promise<string> {
    const parts = [{ dueOn: '2030-01-01', amountCents: 500_000 }];
    const terms = { funderId: funders, amountCents: 500_000, signedOn: '2026-01-10', restrictionId: null, parts };
    const signed = { ...terms, reference: '', fileId: await this.letter('Pledge') };
    return (await this.demo.world.get(Pledges).sign(this.finance, funds, signed)).id;
  }

  private async instructs(fund: string, pledgeId: string): Promise<string> {
    const rest = { contributionId: null, toRestrictionId: null, expense: null, fileId: await this.letter('Write-off') };
    const asked = { kind: 'pledge_write_off' as const, amountCents: 1_000, pledgeId, reason: 'They said so.', ...rest };
    const instructions = this.demo.world.get(Instructions);
    const { id } = await instructions.propose(this.finance, fund, asked);
    await instructions.reject(this.finance, id, 'They changed their mind.');
    return id;
  }

  private async refunds(award: string): Promise<string> {
    const demanded = { amountCents: 10_000, reason: 'Unspent', dueOn: '2099-01-01' };
    return (await this.demo.world.get(Refunds).demand(this.finance, award, demanded)).id;
  }

  private async restricts(fund: string): Promise<string> {
    const terms = { name: 'With a letter', sectors: ['energy use'], fileId: await this.letter('Restriction') };
    return (await this.demo.world.get(Funds).restrict(this.finance, fund, terms)).id;
  }

  /** Words of its own for a letter, everywhere. */
  private async writes(): Promise<Scene> {
    const words = { subject: 'Your grant runs again', body: 'It runs again.', button: 'See it' };
    const lead = this.demo.world.actor(await this.demo.person('Amara Okafor'));
    const saved = { ...words, place: 'everywhere', version: 0 };
    await this.demo.world.get(TextDesk).save(lead, 'award.resumed', saved);
    return { letters: 'award.resumed', versions: '1' };
  }

  /** The addresses of somebody who asks for nothing here; whoever has them may use them. */
  private async ownWays(): Promise<Scene> {
    const { demo } = this;
    const owner = await demo.person('Fiona McRae');
    const feed = await demo.world.get(Feeds).make(demo.world.actor(owner));
    const leave = demo.world.get(Unsubscribing).urlFor({ personId: owner.id, kind: 'call' });
    return { calendar: lastOf(feed.url), unsubscribe: lastOf(leave) };
  }

  /** A statement of the fund’s account, and a payment file of the only payment on its way, which is the other fund’s. */
  private async bank(fund: string): Promise<Record<string, string>> {
    const { world } = this.demo;
    const text = statementXml({
      ...{ account: '000 4471 2046', on: '2026-01-15', closing: '-1.00' },
      movements: [{ amount: '1.00', reference: 'FEE', text: 'Charges' }],
    });
    const { id: statements } = await world.get(Statements).read(this.finance, fund, Buffer.from(text));
    const [entry] = await world.sql<{ id: string }>('select id from bank_entry where statement_id = $1', [statements]);
    const [other] = await world.sql<{ id: string }>(`select id from fund where name = 'Innovation Fund'`);
    const proved = { ...this.finance, sessionId: this.finance.id, steppedUpAt: world.clock.now() };
    const file = await world.get(PaymentFiles).make(proved, other?.id ?? '', {});
    return { statements, 'bank-entries': entry?.id ?? '', 'payment-files': file.id };
  }
}

const lastOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
