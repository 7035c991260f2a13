/** The daily inspection, what was done about it, and what the engineer looked at himself (5.3.5). Pure. */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import type { ManualResult, Reading, SourceRun } from '../../records/reading.ts';
import type { Measure } from '../../subjects/signing/kinds/signoff.ts';
import type { Entry } from '../kit/book.ts';
import { people } from '../kit/people.ts';
import { photo } from '../kit/pictures.ts';
import type { Random } from '../kit/random.ts';
import type { StoryContext } from '../kit/story.ts';
import { drop, plus, type StoryDay, t } from '../kit/times.ts';
import { outageAt } from '../story/outages.ts';
import { middlewareSources } from './data-readings.ts';
import { hostSources } from './host-readings.ts';
import type { ReadingContext, Source } from './readings.ts';
import { deviceSources, interfaceSources, subsystemSources } from './service-readings.ts';

export interface InspectionDay {
  entry: Entry;
  /** 处理措施 that the confirmation of the day's log gives. */
  measures: Measure[];
}

/** Inspections by day; days on which nothing could be collected have none. */
export function inspections(context: StoryContext): Map<string, InspectionDay> {
  const random = context.random.of('inspections');
  return new Map(
    context.days
      .filter((day) => context.inspected(day.date))
      .map((day) => {
        const startedAt = t(day.date, `09:00:${random.int(8, 20)}`.replace(/:(\d)$/, ':0$1'));
        const reading: ReadingContext = { day, random, at: plus(startedAt, 8), isWorkingDay: context.isWorkingDay };
        return [day.date, inspectionOf(day, sourcesOf(context.contract, reading), startedAt)];
      }),
  );
}

const sourcesOf = (contract: ContractBundle, context: ReadingContext): Source[] => [
  ...hostSources(context),
  ...middlewareSources(context),
  ...subsystemSources(contract, context),
  ...interfaceSources(contract, context),
  ...deviceSources(contract, context),
  opsHost(context),
];

/** The supplier's own machine, outside the contract's counts. */
function opsHost({ day, random }: ReadingContext): Source {
  return {
    name: 'local',
    type: 'local',
    target: 'ops-host',
    values: [
      { metric: 'cpu.used', value: Number((8 + random.next() * 14).toFixed(1)), unit: '%' },
      { metric: 'memory.used', value: Number((46 + random.next() * 8).toFixed(1)), unit: '%' },
      { metric: 'disk.used', instance: '/', value: Number((52 + day.index * 0.03).toFixed(1)), unit: '%' },
      { metric: 'load.per-core', value: Number((0.1 + random.next() * 0.3).toFixed(2)) },
      { metric: 'uptime', value: 86_400 * (20 + (day.index % 60)), unit: 's' },
      { metric: 'patches.security', value: 0, unit: '个' },
      { metric: 'clock.synced', value: true },
    ],
  };
}

function inspectionOf(day: StoryDay, sources: readonly Source[], startedAt: string): InspectionDay {
  const finishedAt = plus(startedAt, 29);
  const runs: SourceRun[] = sources.map((source, n) => ({
    source: source.name,
    type: source.type,
    target: source.target,
    startedAt: plus(startedAt, n % 9),
    finishedAt: plus(startedAt, (n % 9) + (source.failed === undefined ? 2 : 5)),
    ok: source.failed === undefined,
    reason: source.failed ?? null,
  }));
  const readings: Reading[] = sources.flatMap((source, n) => {
    const at = plus(startedAt, (n % 9) + 2);
    return source.values.map((value) =>
      drop({
        source: source.name,
        target: value.target ?? source.target,
        metric: value.metric,
        instance: value.instance,
        value: value.value,
        unit: value.unit,
        problem: value.problem,
        at,
      }),
    );
  });
  return {
    entry: {
      kind: 'inspection',
      key: `inspection:${day.date}`,
      writtenAt: plus(finishedAt, 2),
      draft: {
        source: 'auto',
        at: startedAt,
        date: day.date,
        startedAt,
        finishedAt,
        trigger: 'schedule',
        tool: 'opsledger 0.1.0（演示）',
        runs,
        readings,
        manual: [],
      },
    },
    measures: sources.flatMap((source) => [...(source.measures ?? [])]),
  };
}

/** Who looks, and from when on: one thing after the other. */
export interface Round {
  by: string;
  /** `hh:mm` */
  from: string;
  /** ISO; when it was written down, where that was not at once. */
  enteredAt?: string;
}

/** When the round of a working day begins, and by when it is over. */
export const MORNING_ROUND = { from: '09:12', to: '09:36' };

/** What the engineer tried and looked at before confirming; only on working days, when somebody is there. */
export function manualResults(date: string, contract: ContractBundle, { by, from, enteredAt }: Round): ManualResult[] {
  const checks = contract.checks.filter((check) => check.manual);
  return checks.flatMap((check, c) => {
    const targets =
      check.aggregate === undefined
        ? contract.assets
            .filter((a) => check.assets?.includes(a.id) === true || check.kinds?.includes(a.kind) === true)
            .map((a) => a.id)
        : (check.kinds ?? []);
    return targets.map((target, n): ManualResult => {
      const at = plus(t(date, from), c * 360 + n * 35);
      const down = outageAt(target, at);
      return drop({
        check: check.id,
        target,
        result: down === undefined ? ('normal' as const) : ('abnormal' as const),
        value: down?.reason,
        by,
        at,
        enteredAt,
      });
    });
  });
}

/** Over the Spring Festival the engineer on call came and noted on paper what he looked at; it was entered after the holidays. */
export function paperRound(contract: ContractBundle, random: Random): Entry {
  const date = '2026-02-18';
  const enteredAt = t('2026-02-24', '09:20');
  const manual = manualResults(date, contract, { by: people.nightB, from: '10:05', enteredAt });
  const [startedAt, finishedAt] = [manual[0]?.at ?? '', manual.at(-1)?.at ?? ''];
  const sheet = photo('sheet', random, {
    name: '纸质巡检表-2026-02-18.png',
    subject: '2026-02-18 纸质巡检表扫描件',
    takenAt: plus(finishedAt, 600),
  });
  return {
    kind: 'inspection',
    key: 'inspection:paper',
    writtenAt: enteredAt,
    files: [sheet.bytes],
    draft: {
      at: startedAt,
      enteredBy: { name: people.nightB, channel: 'terminal' },
      date,
      startedAt,
      finishedAt,
      trigger: 'hand',
      tool: '人工录入',
      runs: [],
      readings: [],
      manual,
      attachments: [{ ...sheet.attachment, proof: 'paper-sheet' }],
    },
  };
}
