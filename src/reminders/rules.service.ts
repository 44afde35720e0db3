import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, staff } from '../kernel/access';
import { Forbidden, Invalid } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { type Anchor, anchors, type ReminderRule, standardRules } from './anchor.rules';
import { openUnder } from './deadline.rows';
import { asSeen, differencesOf } from './difference';
import type { OpenDeadline } from './plan.rules';
import { Plans } from './plans.service';
import { RuleBook } from './rule-book';
import { anchorNames, anchorSides, audiencesOf, ruleFaults, ruleInWords } from './rule.rules';
import { holdPlanning, readRules, roundName, storeRule, type Written } from './rule.rows';
import type { ReminderDifferences, ReminderRuleList, ReminderRuleView } from './rules.dto';

type RoundId = string | null;

/** When and whom people are reminded: what holds in each round, and what a change of it would do to what is planned. */
@Injectable()
export class ReminderRules {
  constructor(
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly plans: Plans,
  ) {}

  /** The rules of a round, or without one those of all rounds that have none of their own. @throws Missing */
  async of(roundId: RoundId, within: EntityManager = this.database.manager): Promise<ReminderRuleList> {
    const round = await roundName(within, roundId);
    const written = await readRules(within, roundId);
    return { roundId, round, items: anchors.map((anchor) => viewOf(anchor, roundId, written)), next: null };
  }

  /** What the rule would change of everything that has not been sent. @param input null is back to what holds without it */
  async propose(
    actor: Actor,
    roundId: RoundId,
    anchor: Anchor,
    input: ReminderRule | null,
  ): Promise<ReminderDifferences> {
    onlyStaff(actor);
    const rule = checked(anchor, input);
    return this.work.run(actor, async (tx) => {
      await roundName(tx, roundId);
      const dues = await openUnder(tx, anchor, roundId);
      const book = await RuleBook.read(tx, roundsOf(dues));
      if (rule) book.say(anchor, roundId, rule);
      else book.drop(anchor, roundId);
      return differencesOf(await this.plans.difference(tx, dues, { book }), dues);
    });
  }

  /**
   * Keeps the rule and plans everything anew that it holds for. @param version of the row that was read, 0 where there was none
   * @param seen the fingerprint of the difference that was looked at
   * @throws Conflict where somebody else changed it meanwhile, or what is planned is not what it was
   */
  async change(
    actor: Actor,
    roundId: RoundId,
    anchor: Anchor,
    input: ReminderRule | null,
    version: number,
    seen?: string,
  ): Promise<ReminderDifferences> {
    onlyStaff(actor);
    const rule = checked(anchor, input);
    return this.work.run(actor, async (tx) => {
      await holdPlanning(tx);
      const round = await roundName(tx, roundId);
      const before = await held(tx, anchor, roundId);
      await storeRule(tx, anchor, roundId, rule, version);
      const dues = await openUnder(tx, anchor, roundId, 'for update');
      const change = await this.plans.make(tx, dues);
      await tellOf(tx, roundId, round, anchor, before, await held(tx, anchor, roundId));
      return asSeen(differencesOf(change, dues), seen);
    });
  }
}

export function onlyStaff({ role }: Actor): void {
  if (!staff.includes(role)) throw new Forbidden('The fund’s staff decide when people are reminded.');
}

const roundsOf = (dues: OpenDeadline[]): string[] => [
  ...new Set(dues.map(({ roundId }) => roundId).filter((id): id is string => id !== null)),
];

const held = async (tx: Tx, anchor: Anchor, roundId: RoundId): Promise<ReminderRule> =>
  (await RuleBook.read(tx, roundId === null ? [] : [roundId])).of(anchor, roundId);

/** @throws Invalid with a sentence beside each field that cannot be so */
function checked(anchor: Anchor, input: ReminderRule | null): ReminderRule | null {
  if (input === null) return null;
  const faults = ruleFaults(anchor, input);
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
  const { active, daysBefore, onTheDay, firstAfter, every, times, audience, escalateAfter } = input;
  const ordered = [...daysBefore].sort((a, b) => b - a);
  return { active, daysBefore: ordered, onTheDay, firstAfter, every, times, audience, escalateAfter };
}

function viewOf(anchor: Anchor, roundId: RoundId, written: Written[]): ReminderRuleView {
  const own = written.find((row) => row.anchor === anchor && row.roundId === roundId);
  const general = written.find((one) => one.anchor === anchor && one.roundId === null);
  const row = own ?? general;
  const otherwise = (roundId === null ? undefined : general) ?? standardRules[anchor];
  const { active, daysBefore, onTheDay, firstAfter, every, times, audience, escalateAfter } =
    row ?? standardRules[anchor];
  return {
    ...{
      anchor,
      name: anchorNames[anchor],
      words: ruleInWords(row ?? standardRules[anchor]),
      otherwise: ruleInWords(otherwise),
    },
    ...{ active, daysBefore, onTheDay, firstAfter, every, times, audience, escalateAfter },
    source: !row ? 'original' : row.roundId === null ? 'standard' : 'round',
    version: own?.version ?? 0,
    ...{ choices: audiencesOf[anchor], side: anchorSides[anchor] },
    changedAt: row?.changedAt.toISOString() ?? null,
    changedBy: row?.changer ?? null,
  };
}

async function tellOf(
  tx: Tx,
  roundId: RoundId,
  round: string | null,
  anchor: Anchor,
  before: ReminderRule,
  after: ReminderRule,
): Promise<void> {
  const [was, is] = [ruleInWords(before), ruleInWords(after)];
  const changes = `${anchorNames[anchor]}: ${is}${was === is ? '' : ` Before: ${was}`}`;
  await publish(tx, 'reminders.changed', { roundId, round, changes }, [
    roundId ? `round:${roundId}` : 'reminders:standard',
  ]);
}
