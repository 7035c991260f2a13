/** 今后三年: what runs out, is due or reaches its standard in each of the three years after the service, from the records. */

import { toDate } from '../../src/contract/time.ts';
import type { Row, Section, TableBlock } from '../../src/report/block.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import { HORIZON_DAYS } from '../../src/subjects/inspections/judge/forecast.ts';
import { type KeptMeasure, measureState, measuresOf, measureText } from '../../src/subjects/measures/judge/measures.ts';
import drill from '../../src/subjects/recovery/kinds/drill.ts';
import { numberText } from '../../src/wording/figures.ts';
import { table } from '../cells/figures.ts';
import { allOf, nameOf } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { capacityForecasts } from '../service/capacity.ts';

const YEARS = [1, 2, 3] as const;

interface Coming {
  day: string;
  what: string;
  basis: string;
}

/** @param from first day on which the capacity forecast rests */
export function horizonSection(facts: PeriodFacts, from: string): Section {
  const end = toDate(facts.view.to);
  const coming = comingOf(facts, from).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const years = YEARS.map((n) => ({
    n,
    from: end
      .add({ years: n - 1 })
      .add({ days: 1 })
      .toString(),
    to: end.add({ years: n }).toString(),
  }));
  const rows = years.flatMap(({ n, from: first, to }) =>
    coming
      // What is due before the end and not done is still to be done in the first year.
      .filter(({ day }) => day <= to && (n === 1 || day >= first))
      .map(
        ({ day, what, basis }): Row => ({
          cells: { year: `第 ${n} 年`, day: { text: day, value: day, kind: 'date' }, what, basis },
        }),
      ),
  );
  return {
    id: 'horizon',
    title: '今后三年',
    blocks: [
      table(
        `到期与达到标准的事项（${years[0]?.from ?? ''} 至 ${years.at(-1)?.to ?? ''}）`,
        [
          { key: 'year', label: '年度', type: 'text', weight: 0.7 },
          { key: 'day', label: '日期', type: 'date' },
          { key: 'what', label: '事项', type: 'text', weight: 2.4 },
          { key: 'basis', label: '依据', type: 'text', weight: 1.6 },
        ],
        rows,
        '登记的记录没有落在今后三年内的到期、期限或容量事项。',
      ),
      ...capacityTable(facts, from),
    ],
  };
}

function comingOf(facts: PeriodFacts, from: string): Coming[] {
  const { view, renewals, vulnerabilities } = facts;
  const measures = measuresOf(allOf(view, incident), allOf(view, drill)).filter(({ status }) => status !== 'done');
  const overdue = (one: KeptMeasure): string =>
    measureState(one, view.input.asOf) === 'overdue' ? `，${measureText(one, view.input.asOf)}` : '';
  return [
    ...renewals
      .filter(({ state }) => state !== 'stopped')
      .map(({ renewal, expiresOn }) => ({ day: expiresOn, what: `${renewal.item}到期`, basis: renewal.id })),
    ...measures.flatMap((one) =>
      one.dueOn === undefined
        ? []
        : [{ day: one.dueOn, what: `整改与改进措施：${one.measure}`, basis: `${one.record}${overdue(one)}` }],
    ),
    ...capacityForecasts(view, from).flatMap(({ name, limit, forecast: { reachesOn, days } }) =>
      limit === null || reachesOn === null
        ? []
        : [
            {
              day: reachesOn,
              what: `${name}达到 ${numberText(limit, { unit: '%' })}`,
              basis: `${days} 个观测日的直线回归`,
            },
          ],
    ),
    ...vulnerabilities.findings.flatMap(({ finding, open, decision: { accepted } }) =>
      !open || accepted?.expiresOn === undefined
        ? []
        : [
            {
              day: accepted.expiresOn,
              what: `接受的漏洞风险到期复核：${nameOf(view, finding.asset ?? finding.address)} ${finding.title}`,
              basis: accepted.id,
            },
          ],
    ),
  ];
}

/** What the straight line says of a year ahead and of two; of the third nothing is said. */
function capacityTable({ view }: PeriodFacts, from: string): TableBlock[] {
  const lines = capacityForecasts(view, from).filter(
    ({ limit, forecast: { weak, slope } }) => limit !== null && !weak && slope > 0,
  );
  if (lines.length === 0) return [];
  const text = (value: number): string => (value > 100 ? '超过 100 %' : numberText(value, { decimals: 1, unit: '%' }));
  const [one, two] = [HORIZON_DAYS / 2, HORIZON_DAYS];
  return [
    table(
      `容量（不扩容、不清理时；超过 ${HORIZON_DAYS} 日的不外推）`,
      [
        { key: 'name', label: '对象', type: 'text', weight: 2 },
        { key: 'now', label: '现值', type: 'text', align: 'right' },
        { key: 'one', label: `${one} 日后`, type: 'text', align: 'right' },
        { key: 'two', label: `${two} 日后`, type: 'text', align: 'right' },
      ],
      lines.map(
        ({ name, forecast }): Row => ({
          cells: { name, now: text(forecast.current), one: text(forecast.after(one)), two: text(forecast.after(two)) },
        }),
      ),
      '没有。',
    ),
  ];
}
