/** 年度数据总览 and 目标达成 (clauses 2, 3.1–3.3, 4.0) of the yearly review. */

import { isShort } from '../../src/assess/contract/activities.ts';
import { asExpressed } from '../../src/assess/contract/clause-status.ts';
import { quotaVerdict } from '../../src/assess/contract/quota-verdict.ts';
import { monthsOfDays } from '../../src/contract/calendar/periods.ts';
import { expressedClauses } from '../../src/contract/expressed/expressed.ts';
import { quotaSpanWords } from '../../src/contract/terms/classes.ts';
import { clauseMark, clauseMarks, inBrackets } from '../../src/contract/terms/clause-marks.ts';
import { clausesAbout, clausesOf, clauseText } from '../../src/contract/terms/clauses.ts';
import type { Topic } from '../../src/contract/terms/topics.ts';
import { formatDateTime } from '../../src/contract/time.ts';
import { observedCell } from '../../src/page/rates.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { Block, Cell, Row, Section } from '../../src/report/block.ts';
import { clauses, statesByWeight } from '../../src/states/clause.ts';
import { lookCell, toneMarks } from '../../src/states/look.ts';
import { occurrences } from '../../src/states/occurrence.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import { overdueOf } from '../../src/subjects/findings/judge/chain.ts';
import { isWaiting } from '../../src/subjects/findings/judge/findings.ts';
import scan from '../../src/subjects/findings/kinds/scan.ts';
import { AWAITING } from '../../src/subjects/findings/told-finding.ts';
import { stateCell } from '../../src/subjects/incidents/cells.ts';
import type { ClockSummary } from '../../src/subjects/incidents/judge/incident-figures.ts';
import { hangingText } from '../../src/subjects/incidents/judge/open-readings.ts';
import type { Quota } from '../../src/subjects/incidents/judge/quota.ts';
import { owedSum } from '../../src/subjects/recovery/judge/backup-owed.ts';
import { badSetsText, damagedText, isGoodSet } from '../../src/subjects/recovery/judge/backup-state.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import drill, { type DrillRecord } from '../../src/subjects/recovery/kinds/drill.ts';
import restoreTest from '../../src/subjects/recovery/kinds/restore-test.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import serviceOrder from '../../src/subjects/requests/kinds/service-order.ts';
import serviceRequest from '../../src/subjects/requests/kinds/service-request.ts';
import { numberText, type Rate, rateText, shareOf } from '../../src/wording/figures.ts';
import { MISSING, namesText } from '../../src/wording/words.ts';
import { rateCell, table } from '../cells/figures.ts';
import { figure, interval, rates } from '../cells/headline.ts';
import { deliveryTable, onTimeText } from '../deliveries/deliveries.ts';
import { activitiesToDate } from '../period/activities.ts';
import { ofPeriod, type PeriodView } from '../period/period.ts';
import { laterText } from '../period/words.ts';
import { apartNote, owedOf } from '../recovery/owed.ts';
import { attendancePart, attendanceText } from '../service/attendance.ts';
import { scanMonths } from '../vulnerability/scan-months.ts';
import { timesIn, watchAsked } from './asked.ts';
import type { PeriodFacts } from './facts.ts';
import { type HeldAvailability, heldAvailability } from './held-availability.ts';

export function overviewSection(facts: PeriodFacts): Section {
  const { view, deliveries, satisfaction } = facts;
  return {
    id: 'overview',
    title: '年度数据总览',
    blocks: [
      { type: 'note', text: coverageText(facts) },
      workTable(facts),
      ...attendanceNote(view),
      {
        type: 'note',
        text:
          satisfaction.average === null
            ? '服务期内没有登记满意度评价。'
            : `满意度评价 ${satisfaction.total} 份，平均 ${numberText(satisfaction.average, { decimals: 2, unit: '分' })}，满意率 ${rateText(satisfaction.satisfied)}。`,
      },
      deliveryTable(view, deliveries),
      { type: 'note', text: onTimeText(view), tone: 'muted' },
    ],
  };
}

/** Nothing where the contract asks for no post. */
function attendanceNote(view: PeriodFacts['view']): Block[] {
  const text = attendanceText(attendancePart(view));
  return text === '' ? [] : [{ type: 'note', text }];
}

function coverageText({ view }: PeriodFacts): string {
  const until = view.complete ? '' : `，统计至 ${formatDateTime(view.end)}；其后的${laterText(view)}`;
  return `服务期 ${view.from} 至 ${view.to}${until}。`;
}

/** What was done, by kind, with the monthly mean. */
function workTable(facts: PeriodFacts): Block {
  const { view } = facts;
  const months = monthsOfDays({ from: view.from, to: view.lastDay });
  const within = interval(view);
  const count = <T extends AnyRecord>(kind: RecordKind<T>): number => ofPeriod(view, kind).length;
  const row = (id: string, label: string, n: number, note = ''): Row => ({
    cells: { label, n, mean: n / months, note: n === 0 ? MISSING : note },
    figures: { n: figure(`${id}.count`, n, within) },
  });
  const bad = badSetsText(ofPeriod(view, backup));
  const { unrecorded } = owedSum(owedOf(view));
  return table(
    `工作量（月均按统计的 ${numberText(months, { decimals: 1 })} 个月计）`,
    [
      { key: 'label', label: '事项', type: 'text', weight: 2 },
      { key: 'n', label: '本期', type: 'number' },
      { key: 'mean', label: '月均', type: 'number', decimals: 1 },
      { key: 'note', label: '说明', type: 'text', weight: 2.4 },
    ],
    [
      row('changes', '变更', count(change)),
      row('requests', '账号、数据与接口处理', count(serviceRequest)),
      row('calls', '来电受理', count(call)),
      row('consultations', '咨询', count(consultation)),
      row('orders', '现场服务', count(serviceOrder)),
      row('repairs', '设备维修', count(deviceRepair)),
      row(
        'backups',
        '备份',
        count(backup),
        [bad === '' ? '没有未成功的' : bad, ...(unrecorded === 0 ? [] : [`应有而没有记录 ${unrecorded} 份`])].join(
          '，',
        ),
      ),
      row('restore-tests', '恢复测试', count(restoreTest)),
      row('drills', '恢复演练', count(drill)),
      row('scans', '漏洞扫描', count(scan)),
    ],
    '没有登记。',
  );
}

/** 目标达成: what the contract wants (3.1–3.3), the figures for it, and what they say. */
export function goalSection(facts: PeriodFacts): Section {
  const { contract } = facts.view.input.contract;
  const goals = clausesOf(contract, 'stability', 'recoverability', 'repair');
  const rows = [
    ...asExpressedOf(facts, 'stability', stability(facts)),
    ...asExpressedOf(facts, 'recoverability', recoverability(facts)),
    ...asExpressedOf(facts, 'repair', restoration(facts)),
  ];
  return {
    id: 'goals',
    title: '目标达成',
    blocks: [
      ...goals.map((one): Block => ({ type: 'note', text: `${clauseMark(one.id)}　${clauseText(one)}` })),
      table(
        '目标与实际',
        [
          { key: 'goal', label: '目标', type: 'text', weight: 1.4 },
          { key: 'metric', label: '指标', type: 'text', weight: 1.8 },
          { key: 'value', label: '实际', type: 'text', align: 'right', weight: 1.4 },
          { key: 'wanted', label: '合同要求', type: 'text', weight: 1.6 },
          { key: 'judged', label: '评价', type: 'outcome' },
        ],
        rows,
        '合同没有写明目标。',
      ),
      ...apartNote(facts.view).map((one): Block => ({ ...one, text: `备份${one.text}` })),
    ],
  };
}

/** Rows of a goal: where the data do not hold all words of its clauses it is achieved as little as the clauses are met. */
function asExpressedOf({ view }: PeriodFacts, topic: Topic, own: readonly Row[]): Row[] {
  const ids = new Set(clausesOf(view.input.contract.contract, topic).map(({ id }) => id));
  const states = expressedClauses(view.input.contract)
    .filter(({ clause }) => ids.has(clause.id))
    .map(({ extent }) => asExpressed('met', extent));
  const [worst] = statesByWeight.filter((one) => one !== 'met' && states.includes(one));
  if (worst === undefined) return [...own];
  const judged = lookCell(clauses[worst]);
  return own.map((one) => (one.cells['judged'] === good ? { ...one, cells: { ...one.cells, judged } } : one));
}

const good: Cell = { text: '达成', tone: 'normal' };
const bad: Cell = { text: '未达成', tone: 'abnormal', mark: '▲' };
/** As a clause of which the same is so. */
const partly: Cell = lookCell(clauses.exception);
const notDone: Cell = lookCell(occurrences.missing);
const rescan: Cell = { text: '待复扫确认', tone: 'attention', mark: '△' };
const unknown: Cell = { text: '没有数据', tone: 'attention', mark: '◇' };
const shown: Cell = { text: '列示', tone: 'muted' };

const row = (goal: string, metric: string, value: Cell, wanted: string, judged: Cell): Row => ({
  cells: { goal, metric, value, wanted, judged },
});

/** A goal whose value is a rate, which is a figure of the document. */
const rateRow = (id: string, view: PeriodView, own: Row): Row => ({
  ...own,
  figures: rates(own.cells, { value: `goals.${id}` }, interval(view)),
});

const heldCells: Readonly<Record<HeldAvailability['state'], Cell>> = {
  ...{ unasked: shown, unobserved: unknown, met: good, missed: bad, 'partly-missed': partly },
  'partly-observed': { text: '部分未观测', tone: 'attention', mark: '◇' },
  open: { text: '未满一期', tone: 'muted' },
};

function stability(facts: PeriodFacts): Row[] {
  const { view, availability, incidents } = facts;
  const { contract } = view.input.contract;
  const held = heldAvailability(facts);
  return [
    rateRow(
      'availability',
      view,
      row(
        '稳定性和可靠性',
        '可用率（已观测时间）',
        observedCell(availability.overall),
        held.text,
        heldCells[held.state],
      ),
    ),
    rateRow(
      'coverage',
      view,
      row(
        '稳定性和可靠性',
        '观测覆盖率',
        observedCell(availability.coverage),
        watchAsked(contract),
        clausesOf(contract, 'watch').length === 0 ? shown : coverageCell(availability.coverage),
      ),
    ),
    ...incidents.quotas.map(quotaRow),
  ];
}

function quotaRow(quota: Quota): Row {
  const counts = quota.byOption.map((one) => one.supplier.length);
  const [least, worst] = [Math.min(...counts), Math.max(0, ...counts)];
  const readings = quota.byReadings ? '，按各口径' : '';
  const { tone, state } = quotaVerdict(quota);
  return row(
    '稳定性和可靠性',
    `${quota.counts ?? quota.name}次数（⟦供应商⟧责任${readings}）`,
    least === worst ? `${worst} 次` : `${least} 至 ${worst} 次`,
    `${quotaSpanWords[quota.per].every}不超过 ${quota.limit} 次（${clauseMark(quota.clause)}）`,
    tone === 'normal' ? good : tone === 'muted' ? { text: state, tone } : { text: state, tone, mark: toneMarks[tone] },
  );
}

function coverageCell(rate: Rate): Cell {
  const share = shareOf(rate);
  return share === null ? unknown : share >= 1 ? good : heldCells['partly-observed'];
}

function recoverability(facts: PeriodFacts): Row[] {
  const { view } = facts;
  const backups = ofPeriod(view, backup);
  const success = backups.filter(isGoodSet).length;
  const damaged = damagedText(backups, '次');
  const owed = owedSum(owedOf(view));
  const tests = ofPeriod(view, restoreTest);
  const passed = tests.filter((one) => one.result === 'passed').length;
  const drills = ofPeriod(view, drill);
  return [
    rateRow(
      'backups',
      view,
      row(
        '安全性和可恢复性',
        '备份成功率',
        rateCell({ numerator: success, denominator: backups.length }),
        `定期备份${inBrackets(clausesAbout(view.input.contract, null, 'backup'))}${owed.owed === 0 ? '' : `；按计划应有 ${owed.owed}，已有 ${owed.there}`}${damaged === '' ? '' : `；${damaged}，不计为成功`}`,
        backups.length === 0
          ? unknown
          : success === backups.length && owed.unrecorded === 0
            ? owed.owed === 0
              ? shown
              : good
            : success === 0
              ? bad
              : partly,
      ),
    ),
    contractedRow(view, restoreTest, {
      value: `${tests.length} 次，通过 ${passed} 次`,
      done: tests.length,
      good: passed,
    }),
    contractedRow(view, drill, {
      value: `${drills.length} 次`,
      done: drills.filter(isHeld).length,
      good: drills.filter(({ result }) => result === 'achieved').length,
    }),
    remedyRow(facts),
  ];
}

const isHeld = ({ result }: DrillRecord): boolean => result !== undefined;

/**
 * What the contract wants done so many times a period, held against every period that is over: one that was left out is none that another
 * makes good. What nobody did yet in a period that goes on decides nothing.
 */
function contractedRow(
  view: PeriodView,
  { id, label }: Pick<RecordKind, 'id' | 'label'>,
  { value, done, good: passed }: { value: string; done: number; good: number },
): Row {
  const { contract } = view.input.contract;
  const states = activitiesToDate(view, id);
  const over = states.filter((one) => isShort(one) || one.ends <= view.lastDay);
  const missed = over.filter(isShort).length;
  const said =
    over.length === 0 ? '' : `，已到期 ${over.length} 期${missed === 0 ? '' : `，其中 ${missed} 期没有做满`}`;
  return row(
    '安全性和可恢复性',
    label.replace(/记录$/, ''),
    value,
    `${timesIn(contract, id)}${said}`,
    contractedCell({ done, passed, missed, over: over.length }),
  );
}

function contractedCell({ done, passed, missed, over }: Record<'done' | 'passed' | 'missed' | 'over', number>): Cell {
  if (done === 0) return missed === 0 ? unknown : notDone;
  if (missed > 0) return missed === over ? bad : partly;
  return passed === done ? good : partly;
}

/**
 * What was mended late was not mended in time, though nothing waits any more; of what only a scan has to confirm nothing is decided. A month
 * without a scan is an exception here as in 履约对照表: what was there then nobody knows.
 */
function remedyRow({ view, vulnerabilities: { findings, late, chains } }: PeriodFacts): Row {
  const clauses = clausesOf(view.input.contract.contract, 'scan');
  const without = clauses.length === 0 ? [] : scanMonths(view).without;
  const unseen =
    without.length === 0 ? '' : `；没有登记漏洞扫描的 ${without.length} 个月（${namesText(without, '个月')}）`;
  const waiting = findings.filter(isWaiting);
  const { late: overdue, awaiting } = overdueOf(findings, chains);
  const unproven = awaiting.length === 0 ? '' : `（其中${AWAITING}的 ${awaiting.length} 个）`;
  const scanned = ofPeriod(view, scan).length;
  return row(
    '安全性和可恢复性',
    '逾期未修复的漏洞',
    `${overdue.length} 个，待修复 ${waiting.length} 个${unproven}${late.length === 0 ? '' : `，另有逾期后才修复的 ${late.length} 个`}${unseen}`,
    `及时实施修复${inBrackets(clauses)}`,
    scanned === 0
      ? unknown
      : overdue.length > 0
        ? bad
        : late.length + without.length > 0
          ? partly
          : awaiting.length > 0
            ? rescan
            : good,
  );
}

function restorationCell({ rate, exceptions, counts }: ClockSummary): Cell {
  const none = counts.undecided > 0 ? stateCell('undecided') : rate.denominator === 0 ? shown : good;
  if (exceptions.length === 0) return none;
  return rate.numerator === 0 ? bad : partly;
}

function restoration({ view, incidents }: PeriodFacts): Row[] {
  return incidents.summary.clocks.map((clock) => {
    const hanging = hangingText(clock.exceptions.map(({ open }) => open));
    const metric = `${clock.label}达成率${hanging === '' ? '' : `（未达标的${hanging}）`}`;
    return rateRow(
      clock.id,
      view,
      row('故障及时响应与修复', metric, rateCell(clock.rate), clauseMarks(clock.clause), restorationCell(clock)),
    );
  });
}
