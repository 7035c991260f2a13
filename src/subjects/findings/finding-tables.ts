/** Findings as tables: the list, those to be remedied, those past their deadline, what both sides live with. 5.3.6. Pure. */

import { findingLevelIds } from '../../contract/terms/finding-levels.ts';
import { dateOf } from '../../contract/time.ts';
import { told } from '../../page/field-cell.ts';
import type { TableColumn, TableDefinition } from '../../page/table.ts';
import { dateCell, momentCell } from '../../page/value-cell.ts';
import { labelsOf } from '../../records/fields.ts';
import { type Finding, type FindingLevel, findingLevels, findingSchema } from '../../records/finding.ts';
import type { Cell, Tone } from '../../report/block.ts';
import { type FindingLateness, findingDecisions } from '../../states/finding.ts';
import { flaggedCell } from '../../states/look.ts';
import { choiceWords } from '../../wording/codes.ts';
import { MISSING } from '../../wording/words.ts';
import { fixDatesText, rescanText } from './judge/chain.ts';
import { type FollowedFinding, PLAN_TITLE } from './judge/findings.ts';
import decisionKind, { type FindingDecisionRecord } from './kinds/finding-decision.ts';
import {
  AWAITING,
  latenessOf,
  priorityCell,
  remedyText,
  solutionOf,
  stateCell,
  stateLook,
  type ToldFinding,
} from './told-finding.ts';

/** What the fields of a finding, and of a decision about it, are called. */
export const findingLabels = labelsOf(findingSchema);
export const decisionLabels = labelsOf(decisionKind.schema);
const choice = choiceWords(decisionKind);

/** How a side names a finding and where it is. */
export interface FindingNaming {
  place(finding: Finding): Cell;
  /** Its page on the site. */
  href?(one: FollowedFinding): string | undefined;
}

type One = Pick<ToldFinding, 'one'>;

const MUTED: Cell = { text: MISSING, tone: 'muted' };

/** What every list of findings says first. */
export const namedColumns = ({ place, href }: FindingNaming) =>
  ({
    id: {
      ...{ label: findingLabels.id, weight: 1.3, title: true, value: ({ one }) => one.finding.id },
      href: ({ one }) => href?.(one),
      sub: ({ one }) => one.finding.title,
    },
    asset: { label: findingLabels.asset, weight: 1.3, value: ({ one }) => place(one.finding) },
    level: {
      ...{ label: findingLabels.level, value: ({ one }) => findingLevels[one.finding.level] },
      severity: ({ one }) => findingLevelIds.indexOf(one.finding.level),
    },
    component: { label: findingLabels.component, value: ({ one }) => one.finding.component },
  }) as const satisfies Record<string, TableColumn<One>>;

const dueColumn = {
  ...{ label: '期限', type: 'date', short: true, value: ({ one }) => dateCell(one.dueOn), sub: dueNote },
} as const satisfies TableColumn<ToldFinding>;

/** Of what waits past its deadline since how many days. */
function dueNote(told: ToldFinding): string | undefined {
  const late = latenessOf(told);
  return late === 'no' ? undefined : late === 'yes' ? `已逾期 ${told.one.daysPast} 天` : '期限内已发布修复';
}

const ownerColumn: TableColumn<One> = {
  label: decisionLabels.owner,
  only: 'paper',
  value: ({ one }) => one.owner ?? MUTED,
};

const levelMarks: Readonly<Partial<Record<FindingLevel, { mark: string; tone: Tone }>>> = {
  critical: { mark: '▲', tone: 'abnormal' },
  high: { mark: '▲', tone: 'abnormal' },
  medium: { mark: '△', tone: 'attention' },
};

/** Of a list in which a finding is told in full: numbered, its level marked. */
function fullColumns(naming: FindingNaming) {
  const { id, asset, level, component } = namedColumns(naming);
  return {
    no: { label: '序号', type: 'number', weight: 0.5, only: 'paper', value: (_, n) => n + 1 },
    id: { ...id, weight: 1.7 },
    asset: { ...asset, weight: 1.1 },
    component: { ...component, weight: 1.1 },
    level: {
      ...{ ...level, weight: 0.95 },
      value: ({ one: { finding } }) => ({ text: findingLevels[finding.level], ...levelMarks[finding.level] }),
    },
  } as const satisfies Record<string, TableColumn<One>>;
}

const priorityColumn: TableColumn<One> = { label: '优先级', weight: 0.9, value: ({ one }) => priorityCell(one) };

/** Most characters of a scanner's text in a cell; the whole text is in the original report. */
const LONGEST = 90;

const clip = (text: string | undefined): Cell =>
  text === undefined || text === '' ? null : text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

/** 漏洞明细: each with what the scanner says of it, who mends it by when, and how it stands. */
export const findingTable = (naming: FindingNaming): Omit<TableDefinition<ToldFinding>, 'empty'> => ({
  title: '漏洞明细',
  columns: {
    ...fullColumns(naming),
    priority: priorityColumn,
    cvss: {
      ...{ label: 'CVSS', type: 'number', decimals: 1, weight: 0.6, only: 'paper' },
      value: ({ one }) => one.finding.cvss ?? null,
    },
    description: {
      ...{ label: findingLabels.description, weight: 2.4, only: 'paper' },
      value: ({ one }) => clip(descriptionOf(one.finding)),
    },
    evidence: {
      ...{ label: findingLabels.evidence, weight: 1.7, only: 'paper' },
      value: ({ one: { finding } }) => clip(finding.evidence ?? versions(finding)),
    },
    solution: { label: findingLabels.solution, weight: 1.7, wide: true, value: ({ one }) => clip(solutionOf(one)) },
    owner: ownerColumn,
    since: { label: '发现', only: 'site', short: true, value: ({ one }) => dateOf(one.since) },
    due: dueColumn,
    state: {
      ...{ label: '状态', weight: 0.9, state: true, value: stateCell, look: stateLook },
      sub: ({ chain: { fix, rescan } }) => (fix === null ? rescanText(rescan) : fixDatesText(fix)),
    },
    remedy: {
      ...{ label: '整改实施证据', weight: 1.3, only: 'paper' },
      value: (told) => remedyText(told) ?? (told.one.fixedAt === null ? null : MUTED),
    },
    retest: { label: choice('decision', 'retest'), weight: 1.1, only: 'paper', value: retestCell },
  },
  tone: (told) => (latenessOf(told) === 'yes' ? 'abnormal' : told.one.fixedAt !== null ? 'muted' : undefined),
});

/** Title and description; many scanners begin the second with the first. */
const descriptionOf = ({ title = '', description = '' }: Finding): string =>
  description.startsWith(title) ? description : [title, description].filter((text) => text !== '').join('：');

const versions = ({ installed }: Finding): string | undefined =>
  installed === undefined ? undefined : `当前版本 ${installed}`;

/** What a scan says since is the retest that counts, or that none looked; a manual one stands beside it. */
function retestCell({ one: { decision }, chain: { rescan, repairs } }: ToldFinding): Cell {
  const { retest } = decision;
  const manual = retest === null ? [] : [`${dateOf(retest.at)} 人工复测${choice('retest', retest.retest)}`];
  // Of what nobody says is mended nothing is to be looked at again.
  const silent = rescan.state !== 'gone' && repairs.length === 0 && retest === null;
  const texts = [...(silent ? [] : [rescanText(rescan)]), ...manual];
  return texts.length === 0 ? null : texts.join('；');
}

const remedyColumn: TableColumn<ToldFinding> = {
  ...{ label: decisionLabels.change, weight: 1.4, value: (told) => remedyText(told) ?? MUTED },
};

/** 修复计划与逾期: what waits and is late or has a plan. */
export const planTable = (naming: FindingNaming): Omit<TableDefinition<ToldFinding>, 'empty'> => ({
  title: PLAN_TITLE,
  columns: {
    ...fullColumns(naming),
    priority: priorityColumn,
    plan: { label: decisionLabels.plan, weight: 2, value: ({ one }) => clip(one.plan ?? undefined) ?? MUTED },
    owner: ownerColumn,
    due: dueColumn,
    late: {
      ...{ label: '逾期', type: 'number', unit: '天', weight: 0.7 },
      value: (told) => (latenessOf(told) === 'yes' ? told.one.daysPast : ''),
    },
    remedy: remedyColumn,
  },
  tone: (told) => (latenessOf(told) === 'yes' ? 'abnormal' : undefined),
});

/** @param level how wide the column of the level is wanted, where another is in need of room */
const shortColumns = (naming: FindingNaming, level?: number) => {
  const { id, asset, level: plain } = namedColumns(naming);
  return {
    id,
    asset,
    level: level === undefined ? plain : { ...plain, weight: level },
    title: { label: '名称', weight: 2, value: ({ one }) => one.finding.title ?? '扫描工具没有给出名称' },
    due: dueColumn,
    owner: ownerColumn,
  } as const satisfies Record<string, TableColumn<ToldFinding>>;
};

/** Those past their deadline, all of them late or all waiting for a scan: of how late they are the title tells. */
export const pastTable = (naming: FindingNaming, title: string, tone: Tone): TableDefinition<ToldFinding> => ({
  title,
  columns: { ...shortColumns(naming), remedy: { ...remedyColumn, weight: 1.8 } },
  tone: () => tone,
  empty: '没有逾期未修复的漏洞。',
});

const waitingStates: Readonly<Record<FindingLateness, Cell>> = {
  yes: { text: '期限已过', tone: 'abnormal', mark: '▲' },
  awaiting: { text: AWAITING, tone: 'attention', mark: '△' },
  no: '期限内',
};

/** What is left to be remedied when the service ends. */
export const waitingTable = (naming: FindingNaming): TableDefinition<ToldFinding> => ({
  title: '待修复的漏洞',
  columns: {
    ...shortColumns(naming, 0.7),
    state: { label: '状态', type: 'outcome', weight: 0.8, value: (told) => waitingStates[latenessOf(told)] },
  },
  tone: (told) => (latenessOf(told) === 'yes' ? 'abnormal' : undefined),
  empty: '登记的扫描中没有待修复的漏洞。',
});

/** What was decided of a finding that is still there, beside its remedy. */
export interface DecidedFinding extends One {
  as: keyof typeof findingDecisions;
  made: FindingDecisionRecord;
}

/** 接受风险 and 误报 of what is still there; first what is no longer accepted. */
export const decidedFindings = (list: readonly FollowedFinding[]): DecidedFinding[] =>
  (['expired', 'accepted', 'falsePositive'] as const).flatMap((as) =>
    list.flatMap((one) => {
      const made = one.open ? one.decision[as] : null;
      return made === null ? [] : [{ one, as, made }];
    }),
  );

/** On the site a page of an asset lists its own. */
export const decidedTable = (naming: FindingNaming): TableDefinition<DecidedFinding> => ({
  title: '接受风险与误报',
  columns: {
    ...fullColumns(naming),
    asset: { ...fullColumns(naming).asset, only: 'paper' },
    decision: { label: decisionLabels.decision, value: ({ as }) => flaggedCell(findingDecisions[as]) },
    reason: { label: decisionLabels.reason, weight: 2.2, wide: true, value: ({ made }) => made.reason ?? MUTED },
    approver: {
      label: decisionLabels.approver,
      value: ({ made }) => (made.approver === undefined ? MUTED : told(made, 'approver', made.approver)),
    },
    decided: {
      ...{ label: decisionLabels.at, type: 'datetime', weight: 1.2, short: true },
      value: ({ made }) => momentCell(made.at),
    },
    expires: {
      ...{ label: decisionLabels.expiresOn, type: 'date', short: true },
      value: ({ made }) => (made.expiresOn === undefined ? null : dateCell(made.expiresOn)),
    },
  },
  tone: ({ as }) => (findingDecisions[as].tone === 'abnormal' ? 'abnormal' : undefined),
  empty: '没有登记接受风险或误报。',
});
