/** Subsystems, interfaces and devices (5.3.5, 5.6.2, 4.4), as seen from outside. Pure. */
import { anomalyWords } from '../../collectors/parts/operation-log.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import type { Measure } from '../../subjects/signing/kinds/signoff.ts';
import { fill } from '../kit/fill.ts';
import { clock, isBefore, plusDays, t } from '../kit/times.ts';
import { type Outage, outageAt } from '../story/outages.ts';
import { type ReadingContext, round, type Source, since, type Value, within } from './readings.ts';
import { anomalies } from './security.ts';

/** Certificates: until when, from which day. */
const certificates: Readonly<Record<string, readonly (readonly [from: string, until: string])[]>> = {
  administration: [
    ['2025-01-01', '2026-04-30'],
    ['2026-04-20', '2027-04-30'],
  ],
  casework: [
    ['2025-01-01', '2026-06-15'],
    ['2026-06-02', '2027-06-15'],
  ],
  interface: [['2025-01-01', '2027-03-31']],
};

function daysLeft(name: keyof typeof certificates, { day }: ReadingContext): number {
  const until = (certificates[name] ?? []).filter(([from]) => from <= day.date).at(-1)?.[1] ?? day.date;
  return -since(day, until);
}

export function subsystemSources(contract: ContractBundle, context: ReadingContext): Source[] {
  return contract.assets
    .filter((asset) => asset.kind === 'subsystem')
    .map((asset): Source => {
      const certificate = ['subsystem-casework', 'subsystem-transcript'].includes(asset.id)
        ? 'casework'
        : 'administration';
      const left = daysLeft(certificate, context);
      const { values, measures } = web(asset.id, 210, context);
      if (left < 30)
        measures.push({
          check: 'subsystem-certificate',
          target: 'subsystem',
          action: '证书将到期，已报采购人，见到期事项台账',
        });
      const log = operationLog(asset.id, context);
      measures.push(...log.measures);
      return {
        name: `${asset.id}-login`,
        type: 'http',
        target: asset.id,
        values: [...values, { metric: 'tls.days-left', value: left, unit: '天' }, ...log.values],
        measures,
      };
    });
}

const rules = Object.entries(anomalyWords);

/** What the rules found in yesterday's log of a system. */
function operationLog(id: string, { day }: ReadingContext): { values: Value[]; measures: Measure[] } {
  const found = anomalies[`${id} ${plusDays(day.date, -1)}`] ?? [];
  const values = rules.map(([rule, word]) => ({
    metric: 'oplog.anomalies',
    instance: word,
    value: found.filter((one) => one.type === rule).length,
    unit: '条',
  }));
  const listed = found.filter((one) => rules.some(([rule]) => rule === one.type));
  const measures = listed.map(({ detail, handling }) => ({
    check: 'oplog-anomalies',
    target: 'subsystem',
    action: `${detail}：${handling ?? '核查中'}`,
  }));
  return { values, measures };
}

/** true: it was over when the engineer confirmed the log of the day. */
const isOver = (down: Outage, date: string): boolean => isBefore(down.to, t(date, '09:36'));

function web(id: string, base: number, { at, day, random }: ReadingContext): { values: Value[]; measures: Measure[] } {
  const down = outageAt(id, at);
  const latency = Math.round(within(base * (day.working ? 1.5 : 1) * (0.7 + random.next() * 0.7), 40, 2900));
  const check = id.startsWith('interface') ? 'interface-access' : 'subsystem-access';
  if (down === undefined)
    return {
      values: [
        { metric: 'http.ok', value: true },
        { metric: 'http.latency', value: latency, unit: 'ms' },
      ],
      measures: [],
    };
  return {
    values: [
      { metric: 'http.ok', value: false },
      { metric: 'http.latency', value: null, problem: down.reason },
    ],
    measures: [
      {
        check,
        target: id,
        action: `${down.reason}，${isOver(down, day.date) ? '已按故障处理并恢复' : '按故障处理中'}`,
      },
    ],
  };
}

export function interfaceSources(contract: ContractBundle, context: ReadingContext): Source[] {
  const { day, random } = context;
  return contract.assets
    .filter((asset) => asset.kind === 'interface')
    .map((asset): Source => {
      const source = { name: asset.id, type: 'http', target: asset.id };
      if (random.chance(0.006)) return { ...source, values: [], failed: '连接超时（5 s）' };
      const { values, measures } = web(asset.id, 120, context);
      const late = asset.id === 'interface-departments' && day.date === '2026-09-08';
      const missing = random.chance(0.012) ? round(0.1 + random.next() * 0.6, 2) : 0;
      if (late)
        measures.push({ check: 'interface-delay', target: 'interface', action: '对方调整推送时间，已转故障处理' });
      if (missing > 0)
        measures.push({
          check: 'interface-accuracy',
          target: asset.id,
          action: fill('补传差异数据 {2-40} 条，{9-11}:{10-59} 复核为 0', random.of(`missing/${asset.id}/${day.date}`)),
        });
      return {
        ...source,
        values: [
          ...values,
          { metric: 'interface.missing', value: missing, unit: '%' },
          {
            metric: 'interface.delay',
            value: late ? 50_400 : Math.round(within(random.around(420, 260), 20, 3400)),
            unit: 's',
          },
          { metric: 'tls.days-left', value: daysLeft('interface', context), unit: '天' },
        ],
        measures,
      };
    });
}

/** Devices that gave no data for some days: first and last day, and what was done. */
const silent: readonly (readonly [id: string, from: string, to: string, action: string])[] = [
  ['desk-sign-17', '2025-12-04', '2025-12-05', '电源线故障，见设备维修记录'],
  ['desk-sign-33', '2026-02-06', '2026-02-09', '固件问题，见设备维修记录'],
  ['attendance-3', '2026-03-10', '2026-03-10', '电源适配器损坏，见设备维修记录'],
  ['desk-sign-22', '2026-04-13', '2026-04-14', '会议室挪位后未通电，已恢复供电'],
  ['attendance-3', '2026-05-14', '2026-05-14', '西楼网络中断，按故障处理中'],
  ['desk-sign-08', '2026-05-20', '2026-05-21', '电池鼓包，见设备维修记录'],
  ['desk-sign-36', '2026-08-04', '2026-08-05', '网络端口松动，重新插接'],
  ['desk-sign-41', '2026-09-14', '2026-09-15', '触摸排线松动，见设备维修记录'],
  ['desk-sign-02', '2026-11-23', '2026-11-24', '已现场查看，电池亏电，充电后观察'],
];

/** Cars that stood still; silence of a parked car is no fault. The broken one is replaced on 6 August. */
const parkedToday = (n: number, { day }: ReadingContext): boolean =>
  (day.working ? (day.index * 7 + n * 5) % 13 < 2 : (day.index + n) % 3 !== 0) ||
  (n === 2 && day.date >= '2026-07-29' && day.date <= '2026-08-06');

export function deviceSources(contract: ContractBundle, context: ReadingContext): Source[] {
  return (['attendance', 'desk-sign', 'gps'] as const).map((kind): Source => {
    const measures: Measure[] = [];
    const values = contract.assets
      .filter((asset) => asset.kind === kind)
      .map((asset, n) => ({
        metric: 'device.last-data',
        target: asset.id,
        value: lastData(asset.id, kind, n + 1, context, measures),
      }));
    return { name: `${kind}-data`, type: 'device-activity', target: kind, values, measures };
  });
}

const checkOf = { attendance: 'attendance-data', 'desk-sign': 'desk-sign-data', gps: 'gps-data' } as const;

function lastData(
  id: string,
  kind: keyof typeof checkOf,
  n: number,
  context: ReadingContext,
  measures: Measure[],
): string {
  const { day, random, isWorkingDay } = context;
  if (kind === 'gps')
    return parkedToday(n, context)
      ? t(plusDays(day.date, -2), '18:10')
      : t(day.date, clock(random.int(30_000, 32_300)));
  const broken = silent.find(([device, from, to]) => device === id && from <= day.date && day.date <= to);
  if (broken !== undefined) {
    if (day.working)
      measures.push({
        check: checkOf[kind],
        target: kind,
        action: `${id.replace(/^(desk-sign|attendance)-/, '')} 号：${broken[3]}${since(day, broken[1]) === 0 ? '' : '（次日复核）'}`,
      });
    return t(lastWorking(plusDays(broken[1], -1), isWorkingDay), '09:20');
  }
  if (day.working && kind === 'attendance') return t(day.date, clock(random.int(31_200, 32_380)));
  return t(lastWorking(plusDays(day.date, -1), isWorkingDay), clock(random.int(58_000, 64_000)));
}

function lastWorking(date: string, isWorkingDay: (date: string) => boolean): string {
  let day = date;
  while (!isWorkingDay(day)) day = plusDays(day, -1);
  return day;
}
