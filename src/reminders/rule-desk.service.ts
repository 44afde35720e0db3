import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import { Histories, type HistoryLine } from '../kernel/history';
import { read } from '../kernel/input';
import { Queries } from '../kernel/queries';
import type { Typed } from '../kernel/typed';
import type { Anchor } from './anchor.rules';
import { ReminderContacts } from './contacts.service';
import { ruleUrl } from './planned.view';
import { ruleFrom, ruleInAddress, SeenDifference, seenFrom } from './rule-form.dto';
import { ruleFaults, ruleInWords } from './rule.rules';
import {
  type ChangedReminderRule,
  type ReminderDifferences,
  ReminderRuleInput,
  type ReminderRuleList,
  type ReminderRuleView,
  type RoundContactsView,
} from './rules.dto';
import { ReminderRules } from './rules.service';

type RoundId = string | null;

/** Somebody who can be named for a round. */
export interface Colleague {
  id: string;
  name: string;
  role: string;
}

/** The rules of a round, or of all rounds, with what stands around them. */
export interface RulesCase {
  rules: ReminderRuleList;
  /** Null where the rules are those of all rounds. */
  contacts: RoundContactsView | null;
  colleagues: Colleague[];
  /** Of the rules of all rounds; a round has its own. */
  history: HistoryLine[];
  mayChange: boolean;
}

/** One rule, and where it holds. */
export interface RuleCase {
  rule: ReminderRuleView;
  roundId: RoundId;
  round: string | null;
  mayChange: boolean;
}

/** One rule as it is, as it would be, and what that changes. */
export interface RuleProposal extends RuleCase {
  /** The same in the address of a page. */
  asked: string;
  words: string;
  differences: ReminderDifferences;
}

/** Rules of reminding as people meet them: with the form that changes them, and the difference that it makes. */
@Injectable()
export class RuleDesk {
  constructor(
    private readonly rules: ReminderRules,
    private readonly contacts: ReminderContacts,
    private readonly queries: Queries,
    private readonly histories: Histories,
  ) {}

  async show(actor: Actor, roundId: RoundId): Promise<RulesCase> {
    const [rules, contacts, colleagues, history] = await Promise.all([
      this.rules.of(roundId),
      roundId === null ? null : this.contacts.contacts(roundId),
      roundId === null ? [] : this.queries.rows<Colleague>('colleagues', colleaguesSql),
      roundId === null ? this.history(actor) : [],
    ]);
    return { rules, contacts, colleagues, history, mayChange: mayChange(actor) };
  }

  /** What happened to the rules of all rounds. */
  history(actor: Actor): Promise<HistoryLine[]> {
    return this.histories.of(actor, 'reminders:standard');
  }

  async rule(roundId: RoundId, anchor: Anchor): Promise<ReminderRuleView> {
    return ruleIn(await this.rules.of(roundId), anchor);
  }

  async one(actor: Actor, roundId: RoundId, anchor: Anchor): Promise<RuleCase> {
    const list = await this.rules.of(roundId);
    return { rule: ruleIn(list, anchor), roundId, round: list.round, mayChange: mayChange(actor) };
  }

  /** @returns where the difference is shown. @throws Invalid, Missing */
  async look(roundId: RoundId, anchor: Anchor, form: Typed): Promise<string> {
    await this.rules.of(roundId);
    return `${ruleUrl(roundId, anchor)}/confirm?${inAddress(askedRule(anchor, form))}`;
  }

  async proposal(actor: Actor, roundId: RoundId, anchor: Anchor, typed: Typed): Promise<RuleProposal> {
    const proposed = askedRule(anchor, typed);
    const [one, differences] = await Promise.all([
      this.one(actor, roundId, anchor),
      this.rules.propose(actor, roundId, anchor, proposed),
    ]);
    const asked = inAddress(proposed);
    return { ...one, asked, words: proposed ? ruleInWords(proposed) : one.rule.otherwise, differences };
  }

  /** @throws Conflict where the rule or the plan is not what was looked at */
  async confirm(actor: Actor, roundId: RoundId, anchor: Anchor, form: Typed): Promise<ReminderDifferences> {
    const { version, seen } = read(SeenDifference, seenFrom(form));
    return this.rules.change(actor, roundId, anchor, askedRule(anchor, form), version, seen);
  }

  async change(
    actor: Actor,
    roundId: RoundId,
    anchor: Anchor,
    input: ReminderRuleInput | null,
    { version, seen }: SeenDifference,
  ): Promise<ChangedReminderRule> {
    const differences = await this.rules.change(actor, roundId, anchor, input, version, seen);
    return { ...(await this.rule(roundId, anchor)), differences };
  }
}

const mayChange = ({ role }: Actor): boolean => role === 'program' || role === 'admin';

function ruleIn({ items }: ReminderRuleList, anchor: Anchor): ReminderRuleView {
  const rule = items.find((one) => one.anchor === anchor);
  if (!rule) throw new Missing('rule');
  return rule;
}

/** Null is back to what holds without a rule of its own. @throws Invalid with a sentence beside each field that cannot be so */
function askedRule(anchor: Anchor, typed: Typed): ReminderRuleInput | null {
  if (typed.standard === 'true') return null;
  const rule = read(ReminderRuleInput, ruleFrom(typed));
  const faults = ruleFaults(anchor, rule);
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
  return rule;
}

const inAddress = (rule: ReminderRuleInput | null): string => (rule === null ? 'standard=true' : ruleInAddress(rule));

const colleaguesSql = `
  select id, name, role from person
   where disabled_at is null and role in ('program', 'finance', 'admin') order by name, id limit 500`;
