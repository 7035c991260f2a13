/** 分析 of what users ask for: more or fewer than before, other questions than before, a day of the week. */
import { changeLooks } from '../../src/assess/observations/change.ts';
import type { Look } from '../../src/assess/observations/look.ts';
import { repeatedLooks } from '../../src/assess/observations/repeated.ts';
import { shiftLooks } from '../../src/assess/observations/shift.ts';
import { daysFrom, weekdayLooks } from '../../src/assess/observations/weekday.ts';
import { dateOf } from '../../src/contract/time.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { ListBlock } from '../../src/report/block.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import consultation, { type ConsultationRecord } from '../../src/subjects/requests/kinds/consultation.ts';
import serviceRequest from '../../src/subjects/requests/kinds/service-request.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { recordsByPeriod } from '../period/counts.ts';
import { nameOf, ofPeriod, type PeriodView, upToPeriod } from '../period/period.ts';
import { consultationWord } from './consultations.ts';

/** Needs all of the kinds since the begin of service. */
export const workAnalysis = (view: PeriodView): ListBlock[] =>
  analysisBlocks([
    ...countLooks(view, call, '来电', '次'),
    ...countLooks(view, consultation, '咨询', '次'),
    ...countLooks(view, serviceRequest, '账号、数据与接口处理', '项'),
    ...countLooks(view, change, '变更', '项'),
    ...officeDays(view, call, '有来电'),
  ]);

function countLooks<T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>, what: string, unit: string): Look[] {
  const { own, before } = recordsByPeriod(view, kind);
  return changeLooks(what, unit, own, before);
}

/** Nobody asks from home: only days on which the office works are compared. */
function officeDays<T extends AnyRecord>(view: PeriodView, kind: RecordKind<T>, what: string): Look[] {
  const days = daysFrom(view.firstDay, view.lastDay).filter((day) => view.input.isWorkingDay(day));
  return weekdayLooks(
    what,
    ofPeriod(view, kind).map(({ at }) => dateOf(at)),
    days,
  );
}

/** Needs `consultation` since the begin of service. */
export function consultationAnalysis(view: PeriodView, own: readonly ConsultationRecord[]): ListBlock[] {
  const mine = new Set(own);
  const before = upToPeriod(view, consultation).filter((one) => !mine.has(one));
  const of = (list: readonly ConsultationRecord[], field: 'topic' | 'department', value: string): number =>
    list.filter((one) => one[field] === value).length;
  const shares = (field: 'topic' | 'department', word: (value: string) => string) =>
    [...new Set(own.map((one): string => one[field]))].map((value) => ({
      name: word(value),
      now: of(own, field, value),
      before: of(before, field, value),
    }));
  const rest = (list: { name: string; now: number; before: number }[]) => {
    const [now, earlier] = [
      list.reduce((sum, one) => sum + one.now, 0),
      list.reduce((sum, one) => sum + one.before, 0),
    ];
    return [...list, { name: '其他', now: own.length - now, before: before.length - earlier }];
  };
  const systems = view.input.contract.assets.filter((one) => one.contract && one.family === 'application').length;
  return analysisBlocks([
    ...countLooks(view, consultation, '咨询', '次'),
    ...shiftLooks('咨询', '次', rest(shares('topic', (value) => consultationWord('topic', value)))),
    ...shiftLooks('咨询', '次', rest(shares('department', (value) => value))),
    ...repeatedLooks(
      { what: '咨询', unit: '次', place: '应用系统' },
      own.flatMap(({ asset, id }) => (asset === undefined ? [] : [{ key: asset, name: nameOf(view, asset), id }])),
      systems,
    ),
    ...officeDays(view, consultation, '有咨询'),
  ]);
}
