/** One finding: what it is, and 发现 → 决定 → 修复 → 复扫, each step with its record, scan and document. Pure. */

import { findingLevelIds } from '../../contract/terms/finding-levels.ts';
import { idsOfUnit } from '../../contract/terms/units.ts';
import { dateOf } from '../../contract/time.ts';
import { told } from '../../page/field-cell.ts';
import { type Finding, findingLevels } from '../../records/finding.ts';
import { cellText } from '../../report/cell.ts';
import type { Cell, RichCell, SitePage, TableBlock, Tone } from '../../report/site-model.ts';
import { findingStates, fixedLate } from '../../states/finding.ts';
import { lookCell } from '../../states/look.ts';
import { type ChangeRecord, changeStages } from '../../subjects/changes/kinds/change.ts';
import { decisionLabels, findingLabels } from '../../subjects/findings/finding-tables.ts';
import {
  awaitsRescan,
  type ChainFacts,
  type FindingChain,
  type Fix,
  findingChain,
  fixText,
  isFixedLate,
  rescanText,
} from '../../subjects/findings/judge/chain.ts';
import { deadlineText, type FollowedFinding, isWaiting } from '../../subjects/findings/judge/findings.ts';
import type { Turn } from '../../subjects/findings/judge/track.ts';
import decisionKind, { type FindingDecisionRecord } from '../../subjects/findings/kinds/finding-decision.ts';
import type { ScanRecord } from '../../subjects/findings/kinds/scan.ts';
import { AWAITING, priorityCell, solutionOf } from '../../subjects/findings/told-finding.ts';
import { choiceWords } from '../../wording/codes.ts';
import { MISSING, orMissing, timeText } from '../../wording/words.ts';
import { isNamed } from '../board/finding-places.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { assetLink, marks } from '../parts/links.ts';
import { placeOf } from '../parts/places.ts';
import { statedExceptions } from '../parts/stated-exceptions.ts';
import { documentLink, documentsWith } from '../parts/whole-record.ts';
import { isCounted } from './counted.ts';
import { listedSection } from './listed.ts';

const choice = choiceWords(decisionKind);

/** What pages of findings are made from beside the facts of the site. */
export interface FindingSources {
  chain: ChainFacts;
  scans: ReadonlyMap<string, ScanRecord>;
  /** Of a scan whose permit does not cover it how that stands, by its id. */
  breaches: ReadonlyMap<string, string>;
}

/** @param path as `findingPaths` gives it */
export function findingPage(facts: SiteFacts, sources: FindingSources, one: FollowedFinding, path: string): SitePage {
  const { finding } = one;
  const asset: RichCell = finding.asset === undefined ? { text: finding.address } : assetLink(facts, finding.asset);
  const chain = findingChain(sources.chain, one);
  return {
    path,
    title: `${finding.id}（${asset.text}，${finding.component}）`,
    description: [finding.title, stateText(one, chain)].filter((text) => text !== undefined).join('，'),
    sections: [
      { id: 'summary', title: '概况', blocks: [summary(facts, one, chain, asset)] },
      ...listedSection(facts, one, chain, asset.text),
      { id: 'chain', title: '从发现到复扫', blocks: [chainTable(facts, sources, one, chain)] },
    ],
  };
}

function stateText(one: FollowedFinding, chain: FindingChain): string {
  if (awaitsRescan(one, chain)) return `修复已在期限 ${one.dueOn} 内发布，待复扫确认`;
  if (one.pastDue) return `逾期未修复，期限 ${deadlineText(one)}，已逾期 ${one.daysPast} 天`;
  return chain.fix === null ? findingStates[one.state] : `${findingStates[one.state]}：${fixText(chain.fix)}`;
}

const dueText = (one: FollowedFinding, chain: FindingChain): string =>
  !one.pastDue
    ? one.dueOn
    : `${deadlineText(one)}，${awaitsRescan(one, chain) ? AWAITING : `已逾期 ${one.daysPast} 天`}`;

function summary(facts: SiteFacts, one: FollowedFinding, chain: FindingChain, asset: RichCell) {
  const { fix } = chain;
  const { finding } = one;
  const exceptions = exceptionsAbout(facts, one);
  const severity = findingLevelIds.indexOf(finding.level);
  const given = (name: keyof Finding, label = findingLabels[name]) =>
    finding[name] === undefined ? [] : [{ label, value: String(finding[name]) }];
  return {
    type: 'facts' as const,
    items: [
      { label: findingLabels.asset, value: asset },
      ...given('component'),
      { label: findingLabels.level, value: { text: findingLevels[finding.level], severity } },
      { label: '优先级', value: priorityCell(one) },
      ...[...given('cvss', 'CVSS'), ...given('installed'), ...given('fixed')],
      ...(isWaiting(one) || fix !== null ? [{ label: '期限', value: dueText(one, chain) }] : []),
      ...(fix === null ? [] : [{ label: '修复', value: fixCell(fix) }]),
      ...(isWaiting(one) ? [{ label: decisionLabels.owner, value: orMissing(one.owner) }] : []),
      { label: findingLabels.solution, value: orMissing(solutionOf(one)) },
      ...given('description'),
      ...(exceptions.length === 0 ? [] : [{ label: '例外', value: exceptions }]),
    ],
  };
}

/** The exceptions that name it, or count it without a name; what else each of them names stands where they are listed. */
const exceptionsAbout = (facts: SiteFacts, one: FollowedFinding): RichCell[] =>
  statedExceptions(facts, ({ text }) => text.split('：')[0] ?? text).flatMap(({ statement, exception, link }) =>
    isNamed(facts, exception.text, one) || isCounted(facts, statement, exception, one) ? [link] : [],
  );

const fixCell = (fix: Fix): Cell => (isFixedLate(fix) ? { ...lookCell(fixedLate), text: fixText(fix) } : fixText(fix));

interface Step {
  step: string;
  at: string;
  text: string;
  record?: string;
  document?: RichCell | undefined;
  tone?: Tone;
}

/** By their times; what has none yet comes last. */
const inOrder = (steps: readonly Step[]): Step[] =>
  steps.toSorted((a, b) => Number(a.at === '—') - Number(b.at === '—') || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

function chainTable(facts: SiteFacts, sources: FindingSources, one: FollowedFinding, chain: FindingChain): TableBlock {
  const steps = [
    ...seenSteps(facts, sources, one),
    ...decisionSteps(
      facts,
      one,
      chain.decisions.filter((made) => made.decision !== 'retest'),
    ),
    ...repairSteps(facts, one, chain),
    ...inOrder([
      ...chain.decisions.filter((made) => made.decision === 'retest').map((made) => madeStep(facts, one, made)),
      rescanStep(facts, sources, chain),
    ]),
  ];
  return {
    type: 'table',
    title: '发现、决定、修复与复扫',
    columns: [
      { key: 'step', label: '环节', title: true },
      { key: 'at', label: '时间', short: true },
      { key: 'text', label: '经过', wide: true },
      { key: 'record', label: '记录' },
      { key: 'document', label: '文档' },
    ],
    rows: steps.map(({ step, at, text, record, document, tone }) => ({
      cells: {
        step: tone === undefined ? step : { text: step, tone, mark: marks[tone] },
        at,
        text,
        record: record === undefined ? '—' : recordCell(facts, record),
        document: document ?? '—',
      },
    })),
    empty: '',
  };
}

/** Where the record stands whole: every field of it, its evidence and all documents that used it. */
function recordCell(facts: SiteFacts, id: string): Cell {
  const kind = facts.kinds.find(({ prefix }) => id.startsWith(`${prefix}-`));
  return kind === undefined || !(facts.ids.get(kind.id) ?? []).includes(id)
    ? id
    : { text: id, href: placeOf(facts, kind.id, id), sub: kind.label };
}

/** The assessment that a record counts in, else the first document that used it. */
function documentCell(facts: SiteFacts, id: string): RichCell | undefined {
  const all = documentsWith(facts, id);
  const own = idsOfUnit(facts.obligations, 'vulnerability-assessment');
  const found = all.find(({ obligation }) => own.includes(obligation)) ?? all[0];
  return found === undefined ? undefined : documentLink(found);
}

function seenSteps(facts: SiteFacts, { scans, breaches }: FindingSources, one: FollowedFinding): Step[] {
  const seen = (step: string, { scan: id, at }: Turn, word: string): Step => {
    const scan = scans.get(id);
    const breach = breaches.get(id);
    const but = breach === undefined ? '' : `，${breach}`;
    const permit = scan?.permit === undefined ? `授权${MISSING}` : `授权 ${scan.permit}${but}`;
    return {
      step,
      at: dateOf(at),
      text: `${scan?.scanner ?? '扫描'} ${word}（${permit}）`,
      record: id,
      document: documentCell(facts, id),
    };
  };
  const turns = [
    ...one.fixes.slice(0, one.fixedAt === null ? undefined : -1).map((turn) => ({ turn, back: false })),
    ...one.returns.map((turn) => ({ turn, back: true })),
  ].sort((a, b) => (a.turn.at < b.turn.at ? -1 : 1));
  return [
    seen('发现', one.found, '首次发现'),
    ...turns.map(({ turn, back }) =>
      back
        ? { ...seen('重新出现', turn, '再次发现'), tone: 'attention' as const }
        : seen('曾修复', turn, '当时不再发现'),
    ),
  ];
}

function decisionSteps(facts: SiteFacts, one: FollowedFinding, decisions: readonly FindingDecisionRecord[]): Step[] {
  if (decisions.length === 0) {
    const text = one.open ? `没有登记处理决定；期限 ${one.dueOn} 按等级得出` : '没有登记处理决定';
    return [{ step: '决定', at: '—', text, tone: one.open ? 'attention' : 'muted' }];
  }
  return decisions.map((made) => madeStep(facts, one, made));
}

function madeStep(facts: SiteFacts, one: FollowedFinding, made: FindingDecisionRecord): Step {
  const isExpired = made.id === one.decision.expired?.id;
  return {
    step: made.decision === 'retest' ? '人工复测' : '决定',
    at: timeText(made.at),
    text: decisionText(made, isExpired),
    record: made.id,
    document: documentCell(facts, made.id),
    ...(isExpired ? { tone: 'abnormal' as const } : {}),
  };
}

const TOLD = ['owner', 'dueOn', 'plan', 'reason', 'approver', 'expiresOn'] as const;

function decisionText(made: FindingDecisionRecord, expired: boolean): string {
  const result = made.retest === undefined ? '' : `结果：${choice('retest', made.retest)}`;
  const parts = TOLD.flatMap((name) => {
    const value = made[name];
    return value === undefined ? [] : [`${decisionLabels[name]} ${cellText(told(made, name, value))}`];
  });
  return `${[`${choice('decision', made.decision)}${result}`, ...parts].join('；')}${expired ? '，已过期' : ''}`;
}

function repairSteps(facts: SiteFacts, one: FollowedFinding, { repairs, fix }: FindingChain): Step[] {
  if (repairs.length === 0) {
    // Nobody repairs what both sides live with.
    if (one.open && !isWaiting(one)) return [];
    const text = one.open ? '没有登记整改实施' : '没有登记整改实施，修复只由复扫得出';
    return [{ step: '修复', at: '—', text, tone: one.open ? 'attention' : 'muted' }];
  }
  return repairs.map((change) => ({
    step: '修复',
    at: change.releasedAt === undefined ? '—' : timeText(change.releasedAt),
    text: [
      `${change.title}（${changeStages[change.stage]}）`,
      ...(change.releasedAt === undefined ? ['还没有登记发布'] : [permitText(change)]),
      ...(isLateRelease(change, fix) ? [`晚于期限 ${fix?.late} 天`] : []),
    ].join('；'),
    record: change.id,
    document: documentCell(facts, change.id),
    ...(change.releasedAt === undefined
      ? { tone: 'attention' as const }
      : isLateRelease(change, fix)
        ? { tone: fixedLate.tone }
        : {}),
  }));
}

/** The release that counts as the repair, past the deadline. */
const isLateRelease = ({ releasedAt }: ChangeRecord, fix: Fix | null): boolean =>
  isFixedLate(fix) && fix.by === 'repair' && releasedAt === fix.at;

const permitText = ({ permit, withoutPermit }: ChangeRecord): string =>
  permit === undefined ? `没有许可：${orMissing(withoutPermit)}` : `许可 ${permit}`;

function rescanStep(facts: SiteFacts, { scans }: FindingSources, { rescan, fix }: FindingChain): Step {
  if (rescan.state === 'none') {
    const after = rescan.since === 'repair' ? '发布' : '发现';
    const text = `${rescanText(rescan)}（${after}之后的扫描未覆盖该资产）`;
    return { step: '复扫', at: '—', text, tone: 'attention' };
  }
  const { turn } = rescan;
  const gone = rescan.state === 'gone';
  // Where no release is on record the scan alone shows the repair, and since when.
  const late = isFixedLate(fix) && fix.by === 'rescan';
  const scanner = scans.get(turn.scan)?.scanner ?? '扫描';
  return {
    step: '复扫',
    at: dateOf(turn.at),
    text: gone
      ? `${scanner} 再次扫描该资产，未再发现，据此判为已修复${late ? `，晚于期限 ${fix?.late} 天` : ''}`
      : `${scanner} 仍发现`,
    record: turn.scan,
    document: documentCell(facts, turn.scan),
    tone: !gone ? 'attention' : late ? fixedLate.tone : 'normal',
  };
}
