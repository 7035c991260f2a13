/** 存在问题与建议, 下月计划 and 采购人意见: what the records leave open, and what the contract asks for next. */

import { type KeptMeasure, measureState, measuresOf, measureText } from '../../src/assess/deliveries/measures.ts';
import { overdueOf } from '../../src/assess/findings/chain.ts';
import { isPending, renewalStateText } from '../../src/assess/service/renewals.ts';
import { periodText } from '../../src/contract/calendar/period-text.ts';
import { isOfDays } from '../../src/contract/terms/cadence.ts';
import { dateOf, formatDateTime, toDate } from '../../src/contract/time.ts';
import deviceRepair from '../../src/records/kinds/device-repair.ts';
import drill from '../../src/records/kinds/drill.ts';
import incident from '../../src/records/kinds/incident.ts';
import maintenanceWindow from '../../src/records/kinds/maintenance-window.ts';
import note, { type NoteRecord } from '../../src/records/kinds/note.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import type { Block, ListBlock, Row, Section } from '../../src/report/document.ts';
import { returnText } from '../../src/wording/returns.ts';
import { CLAIMED, MISSING } from '../../src/wording/words.ts';
import { momentCell, table } from '../cells/figures.ts';
import { opinionText } from '../incident/cells.ts';
import { namesOf, ofPeriod, type PeriodView, upToPeriod } from '../period/period.ts';
import { nextEnd, periodWords } from '../period/words.ts';
import { changesOfPeriod, isUnderWay } from '../service/changes.ts';
import { AWAITING } from '../vulnerability/chains.ts';
import type { PeriodFacts } from './facts.ts';

export function problemSection(facts: PeriodFacts): Section {
  const { view } = facts;
  return {
    id: 'problems',
    title: '存在问题与建议',
    blocks: [openTable(facts), suggestionList(view), measureTable(view)],
  };
}

/** Open at the end of the period, whatever kind of record says so. */
function openTable(facts: PeriodFacts): Block {
  return table(
    '未办结事项',
    [
      { key: 'kind', label: '类别', type: 'text' },
      { key: 'what', label: '事项', type: 'text', weight: 2.5 },
      { key: 'record', label: '记录编号', type: 'text', weight: 1.3 },
      { key: 'state', label: '状态', type: 'text', weight: 1.3 },
    ],
    openRows(facts),
    '登记的事项均已办结。',
  );
}

function openRows({ view, incidents, renewals, vulnerabilities }: PeriodFacts): Row[] {
  const titles = new Map([...incidents.own, ...incidents.carried].map((one) => [one.id, one.title]));
  const judged = [...incidents.summary.assessments, ...incidents.carriedSummary.assessments];
  const row = (kind: string, what: string, record: string, state: string): Row => ({
    cells: { kind, what, record, state },
  });
  const { late, awaiting } = overdueOf(vulnerabilities.findings, vulnerabilities.chains);
  const measures = measuresIn(view).filter(({ status }) => status !== 'done');
  const overdue = measures.filter((one) => measureState(one, view.input.asOf) === 'overdue').length;
  return [
    ...judged
      .filter((one) => !one.closed)
      .map((one) => row('故障', titles.get(one.id) ?? '', one.id, one.restored ? '已恢复，未关闭' : '未恢复')),
    ...(late.length === 0 ? [] : [row('漏洞', `逾期未修复的漏洞 ${late.length} 个`, '', '逾期')]),
    ...(awaiting.length === 0 ? [] : [row('漏洞', `${AWAITING}的漏洞 ${awaiting.length} 个`, '', '待复扫')]),
    ...(measures.length === 0
      ? []
      : [
          row(
            '措施',
            `未完成的整改与改进措施 ${measures.length} 项，逐项见“整改与改进措施进展”`,
            '',
            overdue === 0 ? '期限内' : `其中已逾期 ${overdue} 项`,
          ),
        ]),
    ...changesOfPeriod(view)
      .filter(isUnderWay)
      .map((one) => row('变更', one.title, one.id, '办理中')),
    ...ofPeriod(view, deviceRepair)
      .filter((one) => one.closedAt === undefined)
      .map((one) => row('设备维修', `${namesOf(view, [one.asset])}：${one.symptom}`, one.id, '未办结')),
    ...renewals
      .filter(isPending)
      .map((one) => row('到期事项', one.renewal.item, one.renewal.id, renewalStateText(one))),
    ...ofPeriod(view, note)
      .filter((one) => one.topic === 'open' && one.date >= lastDays(view))
      .map((one) => row('遗留问题', one.text, one.id, one.result ?? '未登记结果')),
  ];
}

/** Open points are written down day after day; those of the last three days are the ones that are left. */
const KEPT_DAYS = 3;
const lastDays = (view: PeriodView): string =>
  toDate(view.lastDay)
    .subtract({ days: KEPT_DAYS - 1 })
    .toString();

const noteItems = (notes: readonly NoteRecord[], topic: NoteRecord['topic']): ListBlock['items'] =>
  notes.filter((one) => one.topic === topic).map((one) => ({ text: `${one.text}（${one.date}，${one.id}）` }));

/** What the engineer suggested day by day, and what the incidents taught. */
function suggestionList(view: PeriodView): Block {
  const incidents = ofPeriod(view, incident).filter((one) => one.suggestion !== undefined);
  return {
    type: 'list',
    items: [
      ...noteItems(ofPeriod(view, note), 'suggestion'),
      ...incidents.map((one) => ({ text: `${one.id} ${one.title}：${one.suggestion ?? ''}` })),
    ],
    empty: '未登记问题与建议。',
  };
}

/** Measures of every fault and drill since the begin of service. */
const measuresIn = (view: PeriodView): KeptMeasure[] => measuresOf(upToPeriod(view, incident), upToPeriod(view, drill));

/** Those that are not done, and those that were done in the period. */
function measureTable(view: PeriodView): Block {
  const { asOf } = view.input;
  const rows = measuresIn(view)
    .filter((one) => one.status !== 'done' || (one.doneOn !== undefined && one.doneOn >= view.firstDay))
    .map((one): Row => {
      const isOverdue = measureState(one, asOf) === 'overdue';
      const text = measureText(one, asOf);
      return {
        ...(isOverdue ? { tone: 'abnormal' as const } : {}),
        cells: {
          record: one.record,
          measure: one.measure,
          owner: one.owner ?? MISSING,
          due: one.dueOn === undefined ? MISSING : { text: one.dueOn, value: one.dueOn, kind: 'date' },
          state: isOverdue ? { text, tone: 'abnormal', mark: '▲' } : text,
        },
      };
    });
  return table(
    '整改与改进措施进展',
    [
      { key: 'record', label: '记录编号', type: 'text', weight: 1.3 },
      { key: 'measure', label: '措施', type: 'text', weight: 2.4 },
      { key: 'owner', label: '责任人', type: 'text' },
      { key: 'due', label: '期限', type: 'date' },
      { key: 'state', label: '状态', type: 'outcome' },
    ],
    rows,
    '没有未完成的整改与改进措施。',
  );
}

export function planSection(facts: PeriodFacts): Section {
  const { view, renewals } = facts;
  const end = nextEnd(view);
  const { next } = periodWords(view);
  // What was renewed runs out again, on the day to which it was.
  const upcoming = renewals.filter(
    ({ state, expiresOn, renewal: { status, renewedTo } }) =>
      state !== 'stopped' &&
      (status !== 'renewed' || renewedTo !== undefined) &&
      expiresOn > view.to &&
      expiresOn <= end,
  );
  const windows = upToPeriod(view, maintenanceWindow).filter(
    (one) => dateOf(one.from) > view.to && dateOf(one.from) <= end && one.cancelled !== 'yes',
  );
  return {
    id: 'plan',
    title: `${next}计划`,
    blocks: [
      dueTable(view, end, next),
      {
        type: 'list',
        items: [
          ...windows.map((one) => ({
            text: `维护窗口 ${formatDateTime(one.from)} 至 ${formatDateTime(one.to)}：${one.purpose}（${namesOf(view, one.assets)}）`,
          })),
          ...upcoming.map((one) => ({ text: `到期事项：${one.renewal.item}，${one.expiresOn} 到期` })),
          ...ofPeriod(view, note)
            .filter((one) => one.topic === 'plan' && one.date >= lastDays(view))
            .map((one) => ({ text: `${one.text}（${one.id}）` })),
        ],
        empty: `未登记${next}的维护窗口、到期事项或工作计划。`,
      },
    ],
  };
}

/** What the contract makes due after the period, the daily documents left out. */
function dueTable(view: PeriodView, end: string, span: string): Block {
  const { input } = view;
  const { obligations, registers, written } = input.contract;
  const byId = new Map([...obligations, ...registers, ...written].map((one) => [one.id, one]));
  const daily = [...byId.values()].some(isOfDays);
  const next = input.occurrences.filter(({ dueAt, obligation, event, from, period }) => {
    if (dueAt === null || isOfDays(byId.get(obligation) ?? {})) return false;
    // What lies before the reader is not to come.
    if (obligation === input.obligation.id && period === input.occurrence.period) return false;
    if (event !== undefined && from > view.to) return false;
    const day = dateOf(dueAt);
    return day > view.to && day <= end;
  });
  return table(
    daily ? `${span}到期的交付物（逐日提交的不列）` : `${span}到期的交付物`,
    [
      { key: 'name', label: '交付物', type: 'text', weight: 2.4 },
      { key: 'period', label: '期次', type: 'text', weight: 2 },
      { key: 'due', label: '期限', type: 'datetime', weight: 1.4 },
    ],
    next.map((one) => ({
      cells: {
        name: byId.get(one.obligation)?.name ?? one.obligation,
        period: periodText(one),
        due: momentCell(one.dueAt),
      },
    })),
    daily ? `${span}没有到期的交付物（逐日提交的不列）。` : `${span}没有到期的交付物。`,
  );
}

/** Room for the purchaser's own words, after what the purchaser said in the records. */
export function opinionSection({ view, deliveries, incidents }: PeriodFacts): Section {
  const said = [
    ...incidents.own.flatMap((one) => {
      const opinion = opinionText(one);
      return opinion === undefined ? [] : [`${one.id} ${one.title}：${opinion}`];
    }),
    ...deliveries.flatMap((one) =>
      one.returns.map(
        (back) => `退回${one.obligation.name}：${returnText(back)}${isVouched(back, back.at) ? '' : `（${CLAIMED}）`}`,
      ),
    ),
  ];
  return {
    id: 'opinion',
    title: '⟦采购人⟧意见',
    blocks: [
      { type: 'list', items: said.map((text) => ({ text })), empty: '统计区间内没有登记⟦采购人⟧意见。' },
      {
        type: 'signature',
        parties: [
          {
            title: `⟦采购人⟧：${view.input.contract.contract.parties.purchaser}`,
            lines: [{ label: '对本期服务的意见' }, { label: '对下期工作的要求' }, { label: '签字' }, { label: '日期' }],
          },
        ],
      },
    ],
  };
}
