/**
 * The figures of 首页 from which it is judged whether the contract is kept: limits, the quota, findings, what runs out. The
 * terminal judges by the same ones, so they read few records and draw nothing. Pure.
 */

import { quotaVerdict } from '../../assess/contract/quota-verdict.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import { clauseMark, clauseMarks } from '../../contract/terms/clause-marks.ts';
import { levelShort } from '../../contract/terms/levels.ts';
import { compareInstants, toDate } from '../../contract/time.ts';
import { fieldsOf } from '../../records/fields.ts';
import { figureOf } from '../../report/figure.ts';
import type { RichCell, SiteBoard, SiteQuota, SiteRate } from '../../report/site-model.ts';
import { assessIncident, type IncidentContext } from '../../subjects/incidents/judge/clocks.ts';
import {
  type LimitSummary,
  summariseCommitments,
  summariseRestoration,
} from '../../subjects/incidents/judge/commitments.ts';
import { contextOf } from '../../subjects/incidents/judge/context.ts';
import { clocksWord } from '../../subjects/incidents/judge/limits.ts';
import { namesIncident, showsOutage } from '../../subjects/incidents/judge/monitoring.ts';
import { incidentsOfPeriod } from '../../subjects/incidents/judge/period.ts';
import { isSpent, type Quota, quotaConclusions, quotasOf, useWord } from '../../subjects/incidents/judge/quota.ts';
import { submissionsIn } from '../../subjects/incidents/judge/submissions.ts';
import alertKind from '../../subjects/incidents/kinds/alert-proposal.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { quotaId, quotaMark, quotaTitle } from '../../subjects/incidents/quota.ts';
import probeKind from '../../subjects/inspections/kinds/probe.ts';
import { UNLOGGED, unloggedOf } from '../../subjects/operation-logs/judge/unlogged.ts';
import operationLogKind from '../../subjects/operation-logs/kinds/operation-log.ts';
import {
  isAhead,
  isPending,
  judgeRenewals,
  renewalStateText,
  runsOutText,
} from '../../subjects/renewals/judge/renewals.ts';
import renewalKind from '../../subjects/renewals/kinds/renewal.ts';
import { renewalLook } from '../../subjects/renewals/tables.ts';
import { choiceWord } from '../../wording/codes.ts';
import { daysLeftText } from '../../wording/durations.ts';
import { percentText } from '../../wording/figures.ts';
import { unsettledText } from '../../wording/interpretation-words.ts';
import { levelWordOf, withoutFault } from '../../wording/levels.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { countCell, linkedCount, serviceTo, shareCell } from '../parts/figures.ts';
import { clauseHref, limitHref, marks, recordHref } from '../parts/links.ts';
import type { SiteNeed } from '../parts/needs.ts';
import { agreedLinks } from '../parts/settled.ts';
import { findingFigures } from './finding-figures.ts';
import { failedRestores, outagesIn } from './outages.ts';
import { endingCertificates, owedFigures, owedNeeds } from './owed.ts';

/** What incidents are judged from. */
export const incidentNeeds: readonly SiteNeed[] = [
  { kind: 'incident', window: 'all' },
  { kind: 'alert-proposal', window: 'all' },
  { kind: 'probe', window: 'all' },
];

/** What is judged, each by its whole history. */
export const judgedNeeds: readonly SiteNeed[] = [
  ...incidentNeeds,
  { kind: 'scan', window: 'all' },
  { kind: 'finding-decision', window: 'all' },
  { kind: 'change', window: 'all' },
  { kind: 'renewal', window: 'all' },
  { kind: 'restore-test', window: 'all' },
  { kind: 'operation-log', window: 'all' },
  ...owedNeeds,
];

export type BoardFacts = Pick<
  SiteFacts,
  'now' | 'today' | 'until' | 'yearFrom' | 'contract' | 'records' | 'kinds' | 'shown' | 'ids' | 'isWorkingDay'
> & {
  documents: readonly Issue[];
};

/** When a document was issued; null: it is a draft. */
type Issue = Pick<SiteFacts['documents'][number], 'obligation' | 'period' | 'issuedAt'>;

export type JudgedBoard = Pick<
  SiteBoard,
  | 'from'
  | 'to'
  | 'within'
  | 'limitsTitle'
  | 'commitments'
  | 'recovery'
  | 'requirements'
  | 'unrestored'
  | 'outages'
  | 'failedRestores'
  | 'unlogged'
  | 'quotas'
  | 'findings'
  | 'renewals'
  | 'owed'
>;

export function judgedBoard(facts: BoardFacts): JudgedBoard {
  const { servicePeriod } = facts.contract.contract;
  const to = facts.until;
  const context = incidentContext(facts);
  const { own } = incidentsOfPeriod(recordsOf(facts, incidentKind), servicePeriod.from, to, context);
  const restoration = summariseRestoration(own, context);
  return {
    from: servicePeriod.from,
    to,
    within: serviceTo(facts),
    limitsTitle: clocksWord(context.contract),
    commitments: summariseCommitments(own, context).map((one) => rate(facts, one)),
    recovery: restoration.levels.map((one) => rate(facts, one)),
    requirements: requirements(facts, restoration.requirements, context),
    unrestored: unrestored(facts, context),
    outages: outagesIn(facts, own, context),
    failedRestores: failedRestores(facts, { from: servicePeriod.from, to }),
    unlogged: unlogged(facts),
    quotas: quotasOf(recordsOf(facts, incidentKind), context).map((one, n) => quota(facts, one, quotaId(n))),
    findings: findingFigures(facts),
    renewals: renewals(facts),
    owed: owedFigures(facts),
  };
}

/** Nothing in the first month: the contract wants the logs analysed by the month, and none is owed before one is over. */
function unlogged(facts: BoardFacts): SiteBoard['unlogged'] {
  const { from, to } = facts.contract.contract.servicePeriod;
  if (facts.today < toDate(from).add({ months: 1 }).toString()) return null;
  const logs = recordsOf(facts, operationLogKind).filter(({ id }) => dayOfRecordId(id) >= from);
  const span = facts.today > to ? '整个服务期' : '服务期至今';
  const found = unloggedOf(
    facts.contract,
    logs.map(({ asset }) => asset),
    span,
  );
  const [clause] = found.clauses;
  if (found.missing === 0 || clause === undefined) return null;
  return {
    text: found.text,
    brief: `${found.missing} ${found.counter}${found.called}没有操作日志`,
    href: clauseHref(clause),
    systems: figureOf(UNLOGGED, found.missing, serviceTo(facts)),
  };
}

/** Contexts of one moment with what each was made from: every page asks for them, and what was judged is kept by the context. */
const contexts = new WeakMap<
  SiteFacts['contract'],
  { now: string; all: { from: unknown[]; context: IncidentContext }[] }
>();

/** How incidents are judged on the site: at its own moment, by the interpretations in force. The same one for the same facts. */
export function incidentContext(
  facts: Pick<SiteFacts, 'contract' | 'now' | 'records'> & { documents?: readonly Issue[] },
): IncidentContext {
  const { contract, now, documents } = facts;
  const alerts = recordsOf(facts, alertKind).filter(namesIncident);
  const probes = recordsOf(facts, probeKind).filter(showsOutage);
  const from = [documents, alerts.length, ...alerts, ...probes];
  const known = contexts.get(contract);
  const all = known?.now === now ? known.all : [];
  const same = all.find((one) => one.from.length === from.length && one.from.every((part, n) => part === from[n]));
  if (same !== undefined) return same.context;
  const context = contextOf(contract, {
    asOf: now,
    monitoring: { alerts, probes },
    submissions: documents === undefined ? null : submissionsIn(documents.flatMap(issuedOne), contract.obligations),
  });
  contexts.set(contract, { now, all: [...all, { from, context }] });
  return context;
}

const issuedOne = ({ obligation, period, issuedAt }: Issue) =>
  issuedAt === null ? [] : [{ obligation, period, issuedAt }];

/** The head of what is neither kept nor missed: beside each number stands how it is with that. */
export const UNSETTLED = '未判定';

/** What is decided of a limit, and what is not: each count opens the faults that it counts. */
export function limitCells(facts: MomentFacts, one: LimitSummary): SiteRate['cells'] {
  const within = serviceTo(facts);
  const href = limitHref(one.id);
  const count = (name: 'met' | 'missed' | 'running', more: Partial<RichCell> = {}): RichCell =>
    countCell(`limits.${one.id}.${name}`, one[name], within, {
      ...(one[name] === 0 ? {} : { href: `${href}?result=${name}`, ...more }),
    });
  return {
    met: count('met'),
    missed: count('missed', {
      ...{ tone: 'abnormal', mark: marks.abnormal },
      ...(one.hanging === '' ? {} : { sub: one.hanging }),
    }),
    running: count('running', one.unsettled === '' ? {} : { sub: one.unsettled }),
    rate: shareCell(
      `limits.${one.id}.rate`,
      { numerator: one.met, denominator: one.met + one.missed },
      within,
      '尚无可判定',
      { href },
    ),
  };
}

type MomentFacts = Pick<SiteFacts, 'contract' | 'now'>;

function rate(facts: MomentFacts, one: LimitSummary): SiteRate {
  const limit = one.limit === null ? '按约定日期' : `时限 ${one.limit}`;
  return {
    id: one.id,
    label: one.label,
    limit: `${limit}，条款 ${clauseMarks(one.clauses)}`,
    met: one.met,
    missed: one.missed,
    hanging: one.hanging,
    ...{ running: one.running, unsettled: one.unsettled },
    rate: one.rate,
    rateText: percentText(one.rate, 2, '尚无可判定'),
    href: limitHref(one.id),
    cells: limitCells(facts, one),
  };
}

/** Of levels that are no fault: `五级（作为需求，不计入故障统计）`. */
function requirements(
  facts: MomentFacts,
  one: LimitSummary | null,
  { contract }: IncidentContext,
): SiteBoard['requirements'] {
  if (one === null) return null;
  const levels = contract.levels.filter((level) => level.requirement === true);
  const names = levels.map((level) => (level.ordinal === undefined ? levelShort(level) : withoutFault(level.ordinal)));
  return { ...rate(facts, one), caption: `${names.join('、')}（作为需求，不计入故障统计）` };
}

/** Whoever answers for it: the purchaser wants to know of it first. */
function unrestored(facts: BoardFacts, context: IncidentContext): SiteBoard['unrestored'] {
  const { levels } = context.contract;
  return recordsOf(facts, incidentKind)
    .filter((one) => compareInstants(one.discoveredAt, facts.now) <= 0)
    .map((incident) => ({ incident, judged: assessIncident(incident, context) }))
    .filter(({ judged }) => !judged.requirement && !judged.restored && !judged.closed)
    .map(({ incident, judged }) => ({
      id: incident.id,
      title: incident.title,
      level: levelWordOf(levels, judged.level),
      worst: judged.level === levels[0]?.id,
      rank: levels.findIndex(({ id }) => id === judged.level),
      overrun: judged.clocks.some(({ id, state }) => id === 'restoration' && state === 'overrun'),
      href: recordHref(facts, incident.id),
    }))
    .toSorted((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .map(({ rank: _, ...one }) => one);
}

/** By each reading how it stands to the limit, as soon as by one of them nothing is left. */
function usesText({ limit, name, byOption }: Quota): string {
  const uses = byOption.map(({ label, supplier, pending }) => {
    const counts = { supplier: supplier.length, pending: pending.length };
    return { label: `“${label}”`, word: useWord(counts, limit), spent: isSpent(counts, limit) };
  });
  if (!uses.some(({ spent }) => spent)) return '';
  const groups = [...Map.groupBy(uses, ({ word }) => word)];
  const said = groups.map(([word, own]) => `按${own.map(({ label }) => label).join('、')}${word}`);
  return `${name} ${limit} 次：${said.join('；')}。`;
}

/** Every reading stands beside the others; nothing is concluded while none is confirmed. */
function quota(facts: BoardFacts, one: Quota, anchor: string): SiteQuota {
  const { limit, name, confirmed, state, byOption } = one;
  return {
    verdict: quotaVerdict(one),
    title: quotaTitle(one),
    counts: one.counts ?? '故障',
    name,
    clause: clauseMark(one.clause),
    limit,
    byReadings: one.byReadings,
    confirmed,
    ...(one.countsFrom === undefined ? {} : { countsFrom: one.countsFrom }),
    conclusion: confirmed
      ? `${quotaConclusions[state]}。`
      : `${usesText(one)}口径${unsettledText(one)}，各口径的结果都已列出，不就限额下结论。`,
    agreed: one.byReadings ? agreedLinks(facts) : [],
    readings: byOption.map(({ option, figure, label, supplier, pending, others }) => ({
      label,
      cells: quotaCells(facts, { option, figure, supplier, pending, others }, limit, anchor),
      supplier: supplier.length,
      pending: pending.length,
      others: others.length,
      cases: [...supplier, ...pending, ...others].map((id) => ({ id, href: recordHref(facts, id) })),
    })),
  };
}

type Counted = Pick<Quota['byOption'][number], 'option' | 'figure' | 'supplier' | 'pending' | 'others'>;

/** How often each side is counted by one reading; each count opens the faults that it counts. */
function quotaCells(
  facts: MomentFacts,
  { option, figure, ...sides }: Counted,
  limit: number,
  anchor: string,
): SiteQuota['readings'][number]['cells'] {
  const count = (side: keyof typeof sides): RichCell => ({
    ...linkedCount(
      `${figure}.${side}`,
      sides[side].length,
      serviceTo(facts),
      `/faults?reading=${option}&who=${side}#${anchor}`,
    ),
    ...quotaMark(side, sides[side].length, limit),
  });
  return { supplier: count('supplier'), pending: count('pending'), others: count('others') };
}

/** What is registered to be renewed, and certificates of those who must hold one on duty, nearest end first. */
function renewals(facts: BoardFacts): SiteBoard['renewals'] {
  const registered = judgeRenewals(recordsOf(facts, renewalKind), facts.now)
    .filter((one) => isPending(one) || isAhead(one))
    .map((one) => ({
      daysLeft: one.daysLeft,
      href: '/records/renewal',
      item: one.renewal.item,
      expiresOn: one.expiresOn,
      left: daysLeftText(one.daysLeft),
      state: renewalStateText(one),
      text: runsOutText(one, false),
      tone: renewalLook(one).tone,
      owner: one.renewal.owner,
      payer: choiceWord(fieldsOf(renewalKind.schema), 'payer', one.renewal.payer),
    }));
  return [...registered, ...endingCertificates(facts)]
    .toSorted((a, b) => a.daysLeft - b.daysLeft)
    .map(({ daysLeft: _, ...one }) => one);
}
