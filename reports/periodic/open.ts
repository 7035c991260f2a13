/** What the records leave open at the end of a period, by one computation for every document that lists it. */

import { toDate } from '../../src/contract/time.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Row, TableBlock } from '../../src/report/block.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import { overdueOf } from '../../src/subjects/findings/judge/chain.ts';
import { AWAITING } from '../../src/subjects/findings/told-finding.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import { measureList } from '../../src/subjects/incidents/measure-tables.ts';
import { handlingText } from '../../src/subjects/incidents/restoration.ts';
import { isToDo, type KeptMeasure, measureState, measuresOf } from '../../src/subjects/measures/judge/measures.ts';
import drill from '../../src/subjects/recovery/kinds/drill.ts';
import { isPending, renewalStateText } from '../../src/subjects/renewals/judge/renewals.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import { table } from '../cells/figures.ts';
import { namesOf, ofPeriod, type PeriodView, upToPeriod } from '../period/period.ts';
import { changesOfPeriod, isUnderWay } from '../service/changes.ts';
import type { PeriodFacts } from './facts.ts';

/** Open at the end of the period, whatever kind of record says so. */
export function openTable(facts: PeriodFacts): TableBlock {
  return table(
    '未办结事项',
    [
      { key: 'kind', label: '类别', type: 'text' },
      { key: 'what', label: '事项', type: 'text', weight: 2.5 },
      { key: 'record', label: '记录编号', type: 'text', weight: 1.3 },
      { key: 'state', label: '状态', type: 'text', weight: 1.3 },
    ],
    openRows(facts),
    '没有登记未办结的事项。',
  );
}

function openRows({ view, incidents, renewals, vulnerabilities }: PeriodFacts): Row[] {
  const titles = new Map([...incidents.own, ...incidents.carried].map((one) => [one.id, one.title]));
  const judged = [...incidents.summary.assessments, ...incidents.carriedSummary.assessments];
  const { late, awaiting } = overdueOf(vulnerabilities.findings, vulnerabilities.chains);
  const measures = measuresIn(view).filter(isToDo);
  const overdue = measures.filter((one) => measureState(one, view.input.asOf) === 'overdue').length;
  return [
    ...judged
      .filter((one) => !one.closed)
      .map((one) => openRow('故障', titles.get(one.id) ?? '', one.id, handlingText(one))),
    ...(late.length === 0 ? [] : [openRow('漏洞', `逾期未修复的漏洞 ${late.length} 个`, '', '逾期')]),
    ...(awaiting.length === 0 ? [] : [openRow('漏洞', `${AWAITING}的漏洞 ${awaiting.length} 个`, '', '待复扫')]),
    ...(measures.length === 0
      ? []
      : [
          openRow(
            '措施',
            `未完成的整改与改进措施 ${measures.length} 项，逐项见“${MEASURES}”`,
            '',
            overdue === 0 ? '期限内' : `其中已逾期 ${overdue} 项`,
          ),
        ]),
    ...changesOfPeriod(view)
      .filter(isUnderWay)
      .map((one) => openRow('变更', one.title, one.id, '办理中')),
    ...ofPeriod(view, deviceRepair)
      .filter((one) => one.closedAt === undefined)
      .map((one) => openRow('设备维修', `${namesOf(view, [one.asset])}：${one.symptom}`, one.id, '未办结')),
    ...renewals
      .filter(isPending)
      .map((one) => openRow('到期事项', one.renewal.item, one.renewal.id, renewalStateText(one))),
    ...ofPeriod(view, note)
      .filter((one) => one.topic === 'open' && one.date >= lastDays(view))
      .map((one) => openRow('遗留问题', one.text, one.id, one.result ?? '未登记结果')),
  ];
}

const openRow = (kind: string, what: string, record: string, state: string): Row => ({
  cells: { kind, what, record, state },
});

/** Open points are written down day after day; those of the last three days are the ones that are left. */
export const KEPT_DAYS = 3;

/** First of the last days of the period whose notes tell of what is left. */
export const lastDays = (view: PeriodView): string =>
  toDate(view.lastDay)
    .subtract({ days: KEPT_DAYS - 1 })
    .toString();

const MEASURES = '整改与改进措施进展';

/** Measures of every fault and drill since the begin of service. */
const measuresIn = (view: PeriodView): KeptMeasure[] => measuresOf(upToPeriod(view, incident), upToPeriod(view, drill));

/** true of a measure that is not carried out, or was in the period. */
export const isToldHere =
  (view: PeriodView) =>
  (one: KeptMeasure): boolean =>
    isToDo(one) || (one.doneOn !== undefined && one.doneOn >= view.firstDay);

/** Measures of faults and drills, those that `tells` says true of, as they stand at the moment of judging. */
export function measureTable(view: PeriodView, tells: (one: KeptMeasure) => boolean): TableBlock {
  const list = measuresIn(view).filter(tells);
  const told = { ...measureList(view.input.asOf), title: MEASURES, empty: '没有未完成的整改与改进措施。' };
  return settledTable(told, list, 'paper');
}
