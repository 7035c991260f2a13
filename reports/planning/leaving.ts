/** 维持现状的代价: what each thing that was not put right has cost in the service, and what it comes to if nothing is done. */

import { dateOf, toDate } from '../../src/contract/time.ts';
import type { Row, Section } from '../../src/report/block.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import { overdueOf } from '../../src/subjects/findings/judge/chain.ts';
import { causeChoices } from '../../src/subjects/incidents/kinds/incident/choices.ts';
import { recurringAbnormalities } from '../../src/subjects/inspections/judge/days.ts';
import { reachText } from '../../src/subjects/inspections/judge/forecast.ts';
import { formatDuration } from '../../src/wording/durations.ts';
import { moneyText, numberText } from '../../src/wording/figures.ts';
import { table } from '../cells/figures.ts';
import { ofPeriod } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { capacityForecasts } from '../service/capacity.ts';

interface Cost {
  what: string;
  /** What it has cost by now. */
  paid: string;
  /** What it comes to; empty where the records say nothing of it. */
  ahead: string;
}

const AHEAD_YEARS = 3;
const AHEAD_DAYS = 365 * AHEAD_YEARS;

/** @param from first day on which the capacity forecast rests */
export function leavingSection(facts: PeriodFacts, from: string): Section[] {
  const costs = [
    ...causeCosts(facts),
    ...repairCosts(facts),
    ...capacityCosts(facts, from),
    ...debtCosts(facts),
    ...checkCosts(facts),
  ];
  if (costs.length === 0) return [];
  return [
    {
      id: 'leaving',
      title: '维持现状的代价',
      blocks: [
        table(
          '不处理的代价',
          [
            { key: 'what', label: '事项', type: 'text', weight: 1.6 },
            { key: 'paid', label: '服务期内已发生', type: 'text', weight: 2.4 },
            { key: 'ahead', label: '照此三年', type: 'text', weight: 2 },
          ],
          costs.map(({ what, paid, ahead }): Row => ({ cells: { what, paid, ahead } })),
          '没有。',
        ),
        {
          type: 'note',
          text: `“照此三年”按统计的 ${daysOf(facts)} 日折算为 ${AHEAD_DAYS} 日，只外推已发生的次数和时长；会不会发生更重的后果，不在计算之内。`,
          tone: 'muted',
        },
      ],
    },
  ];
}

const daysOf = ({ view }: PeriodFacts): number =>
  Math.max(1, toDate(view.firstDay).until(toDate(view.lastDay), { largestUnit: 'days' }).days + 1);

const perAhead = (facts: PeriodFacts, value: number): number => (value * AHEAD_DAYS) / daysOf(facts);
const countAhead = (facts: PeriodFacts, count: number, unit: string): string =>
  `约 ${numberText(Math.round(perAhead(facts, count)), { unit })}`;

const HOUR = 3600;

/** What is foretold is told by the hour: to the second nobody knows it. */
const wholeHours = (seconds: number): number => Math.max(1, Math.round(seconds / HOUR)) * HOUR;

/** A cause that came once may be over. */
const AGAIN = 2;

function causeCosts(facts: PeriodFacts): Cost[] {
  const { incidents } = facts;
  const causes = new Map(incidents.own.map((one) => [one.id, one.causeCategory ?? 'unknown']));
  const faults = incidents.summary.assessments.filter(({ requirement }) => !requirement);
  return [...Map.groupBy(faults, ({ id }) => causes.get(id) ?? 'unknown')]
    .filter(([, own]) => own.length >= AGAIN)
    .map(([cause, own]) => {
      const down = own.reduce((sum, { restored, downtime }) => sum + (restored ? downtime.counted : 0), 0);
      const missed = own.filter(({ overall }) => overall === 'missed').length;
      return {
        down,
        what: `“${causeChoices[cause]}”类故障`,
        paid: `${own.length} 起，用时合计 ${formatDuration(down)}${missed === 0 ? '' : `，其中 ${missed} 起有时限未达标`}`,
        ahead: `${countAhead(facts, own.length, '起')}，用时约 ${formatDuration(wholeHours(perAhead(facts, down)))}`,
      };
    })
    .sort((a, b) => b.down - a.down);
}

function repairCosts(facts: PeriodFacts): Cost[] {
  const { view } = facts;
  const kinds = new Map(view.input.contract.assets.map(({ id, kindName }) => [id, kindName]));
  return [...Map.groupBy(ofPeriod(view, deviceRepair), ({ asset }) => kinds.get(asset) ?? asset)]
    .filter(([, own]) => own.length >= AGAIN)
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([kind, own]) => {
      const beyond = own.filter(({ irreparable }) => irreparable).length;
      const amount = own.flatMap(({ costs }) => costs ?? []).reduce((sum, one) => sum + one.amount, 0);
      return {
        what: `${kind}维修`,
        paid: `${own.length} 次${beyond === 0 ? '' : `，其中 ${beyond} 次无法维修`}${amount === 0 ? '' : `，登记费用 ${moneyText(amount)} 元`}`,
        ahead: `${countAhead(facts, own.length, '次')}${amount === 0 ? '' : `，约 ${moneyText(Math.round(perAhead(facts, amount)))} 元`}`,
      };
    });
}

function capacityCosts({ view }: PeriodFacts, from: string): Cost[] {
  const until = toDate(view.lastDay).add({ years: AHEAD_YEARS }).toString();
  return capacityForecasts(view, from).flatMap(({ name, limit, forecast }): Cost[] => {
    const { current, atLimit, reachesOn } = forecast;
    if (limit === null || (!atLimit && (reachesOn === null || reachesOn > until))) return [];
    const shown = numberText(limit, { unit: '%' });
    const now = `现为 ${numberText(current, { decimals: 1, unit: '%' })}`;
    return [{ what: name, paid: now, ahead: reachText(forecast, `标准 ${shown}`) ?? '' }];
  });
}

function debtCosts({ view, vulnerabilities }: PeriodFacts): Cost[] {
  const { late: overdue } = overdueOf(vulnerabilities.findings, vulnerabilities.chains);
  const [oldest] = overdue.map(({ dueOn }) => dueOn).toSorted();
  if (oldest === undefined) return [];
  const late = toDate(oldest).until(toDate(dateOf(view.input.asOf)), { largestUnit: 'days' }).days;
  return [
    { what: '逾期未修复的漏洞', paid: `${overdue.length} 个，最长已逾期 ${late} 日`, ahead: '至修复之前一直可被利用' },
  ];
}

/** On this share of the inspected days. */
const OFTEN = 0.2;
const MOST = 5;

function checkCosts({ days }: PeriodFacts): Cost[] {
  return recurringAbnormalities(days)
    .filter((one) => one.days.length / days.length >= OFTEN)
    .slice(0, MOST)
    .map((one) => ({
      what: `${one.asset}${one.check}`,
      paid: `${days.length} 个巡检日中 ${one.days.length} 日异常`,
      ahead: '真正的异常混在其中，不易分辨',
    }));
}
