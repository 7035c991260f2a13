/** 分析 of incidents: more than before, the same cause on the same assets, a day of the week, limits missed outside the office. */

import { changeLooks } from '../../src/assess/observations/change.ts';
import type { Look } from '../../src/assess/observations/look.ts';
import { type Placed, repeatedLooks } from '../../src/assess/observations/repeated.ts';
import { shareLooks } from '../../src/assess/observations/share.ts';
import { daysFrom, weekdayLooks } from '../../src/assess/observations/weekday.ts';
import { officeTime } from '../../src/contract/calendar/office.ts';
import { compareInstants, dateOf } from '../../src/contract/time.ts';
import type { ListBlock } from '../../src/report/block.ts';
import type { ClockState } from '../../src/states/clock.ts';
import { type causeChoices, causeChoices as causes } from '../../src/subjects/incidents/kinds/incident/choices.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { countsByPeriod } from '../period/counts.ts';
import { namesOf, type PeriodView } from '../period/period.ts';
import type { IncidentPart, Judged } from './part.ts';

/** Causes that are the name of nothing found. */
const UNNAMED: readonly (keyof typeof causeChoices)[] = ['unknown', 'requirement'];
const named = Object.keys(causes).length - UNNAMED.length;

/** Needs `incident` since the begin of service. */
export function incidentAnalysis(view: PeriodView, part: IncidentPart): ListBlock[] {
  const faults = part.told
    .filter(({ judged }) => !judged.requirement)
    .toSorted((a, b) => compareInstants(a.judged.start, b.judged.start));
  if (faults.length === 0) return [];
  const counts = countsByPeriod(
    view,
    faults.map(({ incident, judged }) => ({ event: judged.start, entered: incident.enteredAt })),
  );
  return analysisBlocks([
    ...changeLooks('故障', '起', counts.own, counts.before),
    ...placeLooks(view, faults, new Set(part.own.map(({ id }) => id))),
    ...dayLooks(view, faults),
  ]);
}

const WORDS = { what: '故障', unit: '起', since: '服务期至今 ' } as const;

function placeLooks(view: PeriodView, faults: readonly Judged[], fresh: ReadonlySet<string>): Look[] {
  const assets = view.input.contract.assets.filter((one) => one.contract).length;
  const known = faults.filter(({ incident: { causeCategory } }) => !UNNAMED.includes(causeCategory ?? 'unknown'));
  const onAssets = (one: Judged): Placed => ({
    key: one.incident.assets.toSorted().join(' '),
    name: placeName(view, one.incident.assets),
    id: one.incident.id,
  });
  const byCause = ({ incident: { id, causeCategory = 'unknown' } }: Judged): Placed => ({
    key: causeCategory,
    name: `“${causes[causeCategory]}”`,
    id,
  });
  const both = (one: Judged): Placed => {
    const [asset, cause] = [onAssets(one), byCause(one)];
    return { key: `${asset.key} ${cause.key}`, name: `${asset.name}、原因${cause.name}`, id: cause.id };
  };
  return [
    ...repeatedLooks({ ...WORDS, place: '资产与原因' }, known.map(both), assets * named, fresh),
    ...repeatedLooks({ ...WORDS, place: '资产' }, faults.map(onAssets), assets, fresh),
    ...repeatedLooks({ ...WORDS, place: '原因类别' }, known.map(byCause), named, fresh),
  ];
}

/** Assets that are named one by one. */
const NAMED = 3;

const placeName = (view: PeriodView, assets: readonly string[]): string =>
  assets.length <= NAMED ? namesOf(view, assets) : `${namesOf(view, assets.slice(0, NAMED))}等 ${assets.length} 项资产`;

/** Over all days of the service up to now: a month has four of each day of the week. */
function dayLooks(view: PeriodView, faults: readonly Judged[]): Look[] {
  const from = view.input.cuts[0]?.from ?? view.firstDay;
  return weekdayLooks(
    '发生故障',
    faults.map(({ judged }) => dateOf(judged.start)),
    daysFrom(from, view.lastDay),
  );
}

const MISSED: readonly ClockState[] = ['missed', 'overrun', 'unrecorded'];

/** Whether limits are missed more often when the office is closed. */
export function clockAnalysis(view: PeriodView, { timed }: IncidentPart): ListBlock[] {
  const { holds } = officeTime(view.input.contract.contract, view.input.isWorkingDay);
  const part = (name: string, open: boolean) => {
    const clocks = timed.filter(({ judged }) => holds(judged.start) === open).flatMap((one) => one.clocks);
    const missed = clocks.filter(({ state }) => MISSED.includes(state)).length;
    return { name, total: missed + clocks.filter(({ state }) => state === 'met').length, hit: missed };
  };
  return analysisBlocks(
    shareLooks('未达标', '项', [part('工作时间以外申报的故障，时限', false), part('工作时间内申报的故障，时限', true)]),
  );
}
