/** 分析 of inspections: the day of the week on which checks begin to fail, and the asset on which most do. */

import { repeatedLooks } from '../../src/assess/observations/repeated.ts';
import { weekdayLooks } from '../../src/assess/observations/weekday.ts';
import type { DateText } from '../../src/contract/time.ts';
import type { ListBlock } from '../../src/report/block.ts';
import type { InspectedDay } from '../../src/subjects/inspections/judge/days.ts';
import { rowKey } from '../../src/subjects/inspections/judge/result.ts';
import { analysisBlocks } from '../cells/observations.ts';

interface Onset {
  date: DateText;
  asset: string;
  assetName: string;
  check: string;
}

/** @param days in order, each judged */
export function inspectionAnalysis(days: readonly InspectedDay[]): ListBlock[] {
  const found = onsets(days);
  const assets = new Set(days.flatMap(({ results }) => results.map((one) => one.asset)));
  // Of one day only what failed at once on an asset has one cause.
  const events = [...Map.groupBy(found, (one) => `${one.date} ${one.asset}`).values()].flatMap((own) => own[0] ?? []);
  return analysisBlocks([
    ...weekdayLooks(
      '有检查项新转为异常',
      found.map(({ date }) => date),
      days.slice(1).map(({ date }) => date),
    ),
    ...repeatedLooks(
      { what: '新发异常', unit: '次', place: '被检对象' },
      events.map(({ date, asset, assetName }) => ({ key: asset, name: assetName, id: date })),
      assets.size,
    ),
  ]);
}

/** What turned abnormal: the day before it was not. What was so on the first day began at a time that nobody knows. */
function onsets(days: readonly InspectedDay[]): Onset[] {
  const found: Onset[] = [];
  let before: ReadonlySet<string> | null = null;
  for (const { date, results } of days) {
    const now = new Set<string>();
    for (const row of results.filter(({ outcome }) => outcome === 'abnormal')) {
      const key = rowKey(row);
      now.add(key);
      if (before !== null && !before.has(key))
        found.push({ date, asset: row.asset, assetName: row.assetName, check: row.check });
    }
    before = now;
  }
  return found;
}
