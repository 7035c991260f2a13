/** 分类统计, 时段与用户分布 and coverage of the operation logs. */

import { type OfficeTime, officeText } from '../../src/contract/calendar/office.ts';
import { isAsset } from '../../src/contract/terms/assets.ts';
import { formatDateTime } from '../../src/contract/time.ts';
import type { Block, Cell, KeyFigure, KeyFiguresBlock, NoteBlock, RichCell } from '../../src/report/block.ts';
import { logAnomalyWords } from '../../src/states/log-anomaly.ts';
import { isOfficeHour, type LogSummary } from '../../src/subjects/operation-logs/judge/operation-logs.ts';
import kind from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import { calledTogether } from '../../src/wording/asset-names.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { countText, numberText, percentText, type Rate, shareOf } from '../../src/wording/figures.ts';
import { percentCell, table } from '../cells/figures.ts';
import { headline, interval, namedCounts, rates } from '../cells/headline.ts';
import { nameOf, type PeriodView } from '../period/period.ts';
import { laterText } from '../period/words.ts';

const word = choiceWords(kind);

/** A share of the entries: thousands of them, one digit is enough. */
function percentOfCell(count: number, total: number): Cell {
  const cell = percentCell(total === 0 ? null : count / total, 1) as RichCell;
  return total === 0 ? cell : { ...cell, of: { numerator: count, denominator: total } };
}

/** Users listed; the rest is one row. */
const USERS = 10;
/** Fewer days than this are no trend. */
const TREND_DAYS = 3;

export function logFigures(view: PeriodView, summary: LogSummary, previous: LogSummary | null): KeyFiguresBlock {
  const pending = summary.anomalies.filter(({ anomaly }) => anomaly.judged === 'pending').length;
  const [systems, anomalies] = [summary.systems.length, summary.anomalies.length];
  const abnormal = summary.anomalies.filter(({ anomaly }) => anomaly.judged === 'abnormal').length;
  const of = (id: string, item: KeyFigure): KeyFigure => headline(item, `logs.${id}`, interval(view));
  return {
    type: 'key-figures',
    items: [
      of('total', {
        label: '操作日志',
        value: numberText(summary.total),
        number: summary.total,
        unit: '条',
        note: previous === null ? '没有上期记录可比' : `上期 ${countText(previous.total, '条')}`,
      }),
      of('systems', { label: '系统', value: String(systems), number: systems, unit: '个' }),
      of('anomalies', { label: '异常', value: String(anomalies), number: anomalies, unit: '项' }),
      of('anomalies.abnormal', {
        label: logAnomalyWords.abnormal,
        value: String(abnormal),
        number: abnormal,
        tone: abnormal === 0 ? 'muted' : 'abnormal',
      }),
      of('anomalies.pending', {
        label: logAnomalyWords.pending,
        value: String(pending),
        number: pending,
        tone: pending === 0 ? 'muted' : 'attention',
      }),
    ],
  };
}

export function logText(view: PeriodView, summary: LogSummary): Pick<NoteBlock, 'text'> & Partial<NoteBlock> {
  const until = view.complete ? '' : `统计截至 ${formatDateTime(view.end)}，其后的日志${laterText(view)}。`;
  if (summary.records === 0)
    return { text: `统计区间内没有登记操作日志，不能判断操作是否正常。${until}`, tone: 'attention' };
  const open = summary.anomalies.filter(({ anomaly }) => anomaly.judged !== 'normal').length;
  const found =
    summary.anomalies.length === 0
      ? '日志分析没有列出异常'
      : `列出异常 ${summary.anomalies.length} 项，其中 ${open} 项${logAnomalyWords.abnormal}或${logAnomalyWords.pending}`;
  return {
    text: `分析 ${summary.systems.length} 个系统的操作日志 ${countText(summary.total, '条')}，${found}。${until}`,
    emphasis: true,
    tone: open === 0 ? 'normal' : 'attention',
  };
}

/** Categories, busiest first, beside the period before. */
export function categoryBlocks(view: PeriodView, summary: LogSummary, previous: LogSummary | null): Block[] {
  if (summary.records === 0) return [{ type: 'note', text: '统计区间内没有登记操作日志。', tone: 'muted' }];
  const before = new Map(previous?.categories.map(({ category, count }) => [category, count]));
  const most = extremesOf(summary.categories, ({ count }) => count);
  const mostNames = most.map(({ category }) => word('categories.category', category));
  const labels = summary.categories.map(({ category }) => word('categories.category', category));
  const series = [{ name: '本期', values: summary.categories.map(({ count }) => count) }];
  return [
    {
      type: 'chart',
      chart: 'horizontal-bar',
      title: '分类条数',
      x: labels,
      series:
        previous === null
          ? series
          : [...series, { name: '上期', values: summary.categories.map(({ category }) => before.get(category) ?? 0) }],
      unit: '条',
      min: 0,
      summary: `${extremeText('最多', mostNames, countText(most[0]?.count ?? 0, '条'), '类')}。`,
    },
    {
      ...namedCounts(
        table(
          '分类统计',
          [
            { key: 'category', label: '类别', type: 'text', weight: 1.4 },
            { key: 'count', label: '条数', type: 'number', unit: '条' },
            { key: 'share', label: '占比', type: 'text', align: 'right' },
            { key: 'before', label: '上期', type: 'number', unit: '条' },
          ],
          summary.categories.map(({ category, count }) => {
            const share = percentOfCell(count, summary.total);
            return {
              cells: {
                category: word('categories.category', category),
                count,
                share,
                before: previous === null ? { text: '无记录', tone: 'muted' } : (before.get(category) ?? 0),
              },
              figures: rates({ share }, { share: `logs.category.${category}.share` }, interval(view)),
            };
          }),
          '统计区间内没有登记分类。',
        ),
        interval(view),
        summary.categories.map(({ category }) => `logs.category.${category}`),
      ),
      totals: [
        {
          cells: {
            category: '合计',
            count: summary.total,
            share: '',
            before: previous === null ? '' : previous.total,
          },
        },
      ],
    },
  ];
}

/** 24 hours, the days, and who worked most. */
export function hourBlocks(view: PeriodView, summary: LogSummary, office: OfficeTime): Block[] {
  return [...hourChart(summary, office), ...dayChart(summary), ...userTable(view, summary)];
}

function hourChart({ hours, timed, total, outside, records }: LogSummary, office: OfficeTime): Block[] {
  if (hours === null) {
    return [{ type: 'note', text: records === 0 ? '统计区间内没有登记操作日志。' : '未登记时段分布。', tone: 'muted' }];
  }
  const isOffice = (hour: number): boolean => isOfficeHour(hour, office);
  const part =
    timed === total ? '' : `时段分布登记了 ${countText(timed, '条')}，占全部的 ${percentText(timed / total, 1)}。`;
  return [
    {
      type: 'chart',
      chart: 'stacked-bar',
      title: '时段分布（0–23 时）',
      x: hours.map((_, hour) => String(hour)),
      series: [
        { name: '办公时段', values: hours.map((count, hour) => (isOffice(hour) ? count : null)) },
        { name: '非办公时段', values: hours.map((count, hour) => (isOffice(hour) ? null : count)) },
      ],
      unit: '条',
      min: 0,
      height: 48,
      summary: `办公时段 ${officeText(office)} 之外的操作占 ${percentText(outside, 1)}。`,
    },
    {
      type: 'note',
      text: `办公时段 ${officeText(office)} 之外的操作占 ${percentText(outside, 1)}（按时刻统计，不区分工作日与休息日）。${part}`,
    },
  ];
}

function dayChart({ daily }: LogSummary): Block[] {
  if (daily.length < TREND_DAYS) return [];
  const most = extremesOf(daily, ({ count }) => count);
  const days = most.map(({ date }) => date);
  return [
    {
      type: 'chart',
      chart: 'line',
      title: '逐日条数',
      x: daily.map(({ date }) => date.slice('yyyy-'.length)),
      series: [{ name: '操作日志', values: daily.map(({ count }) => count) }],
      unit: '条',
      min: 0,
      height: 42,
      summary: `${extremeText('最多', days, countText(most[0]?.count ?? 0, '条'), '日')}。`,
    },
  ];
}

function userTable(view: PeriodView, { users, total }: LogSummary): Block[] {
  const shown = users.slice(0, USERS);
  const rest = users.slice(USERS);
  const row = (no: number | string, user: string, count: number) => {
    const share = percentOfCell(count, total);
    const id = `logs.user.${no === '' ? 'others' : no}.share`;
    return { cells: { no, user, count, share }, figures: rates({ share }, { share: id }, interval(view)) };
  };
  return [
    table(
      `用户分布${rest.length === 0 ? '' : `（前 ${USERS} 名）`}`,
      [
        { key: 'no', label: '序号', type: 'number', weight: 0.5 },
        { key: 'user', label: '用户', type: 'text', weight: 2 },
        { key: 'count', label: '条数', type: 'number', unit: '条' },
        { key: 'share', label: '占全部日志', type: 'text', align: 'right' },
      ],
      [
        ...shown.map(({ user, count }, index) => row(index + 1, user, count)),
        ...(rest.length === 0
          ? []
          : [
              row(
                '',
                `其余 ${rest.length} 名`,
                rest.reduce((sum, { count }) => sum + count, 0),
              ),
            ]),
      ],
      '未登记用户分布。',
    ),
  ];
}

/** Of the time of the statistics: what is not covered stands out. */
function coveredCell(of: Rate): Cell {
  const share = shareOf(of);
  const cell = percentCell(share, 1, share !== null && share < 1 ? 'attention' : undefined) as RichCell;
  return share === null ? cell : { ...cell, of: { ...of, unit: '秒' } };
}

/** One row a system, and by name the contract's systems of which no log was read. */
export function systemBlocks(view: PeriodView, summary: LogSummary): Block[] {
  const read = new Set(summary.systems.map(({ asset }) => asset));
  const missing = view.input.contract.assets.filter(
    (one) => one.contract && isAsset(one, 'system') && !read.has(one.id),
  );
  const { name: called, counter } = calledTogether(missing);
  return [
    namedCounts(
      table(
        '各系统操作日志',
        [
          { key: 'system', label: '系统', type: 'text', weight: 2 },
          { key: 'total', label: '条数', type: 'number', unit: '条' },
          { key: 'days', label: '有日志', type: 'number', unit: '日' },
          { key: 'covered', label: '覆盖统计时间', type: 'text', align: 'right' },
          { key: 'anomalies', label: '异常', type: 'number', unit: '项' },
        ],
        summary.systems.map((one) => {
          const covered = coveredCell(one.covered);
          return {
            cells: {
              system: nameOf(view, one.asset),
              total: one.total,
              days: one.days,
              covered,
              anomalies: one.anomalies,
            },
            figures: rates({ covered }, { covered: `logs.${one.asset}.covered` }, interval(view)),
          };
        }),
        '统计区间内没有登记操作日志。',
      ),
      interval(view),
      summary.systems.map(({ asset }) => `logs.${asset}`),
    ),
    ...(missing.length === 0
      ? []
      : [
          {
            type: 'note' as const,
            text: `没有登记操作日志的${called} ${missing.length} ${counter}：${missing.map(({ name }) => name).join('、')}。未登记不等于没有操作。`,
            tone: 'attention' as const,
          },
        ]),
  ];
}
