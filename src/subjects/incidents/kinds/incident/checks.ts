/** What an incident may not say: times that contradict each other, levels and places that the contract has not, gaps. */
import { ABSENT } from '../../../../contract/error.ts';
import { nearest } from '../../../../contract/nearest.ts';
import { contractOn } from '../../../../contract/precedence/held-views.ts';
import type { Place } from '../../../../contract/terms/calendars.ts';
import { type Level, levelShort } from '../../../../contract/terms/levels.ts';
import { compareInstants } from '../../../../contract/time.ts';
import type { RecordKind, RecordProblem } from '../../../../records/record.ts';
import { rules } from '../../../../records/rules.ts';
import { diagnosisChoices, outageChoices } from './choices.ts';
import { clockStartField, reportedDay } from './clock-start.ts';
import { type IncidentRecord, incidentSchema } from './schema.ts';

const rule = rules<IncidentRecord>(incidentSchema);

type Check = NonNullable<RecordKind<IncidentRecord>['check']>;

/** All that contradicts itself, the contract of that day, or is missing for what the incident says. */
export const incidentProblems: Check = (record, contract) => {
  return [
    ...timesInOrder(record),
    ...levelsKnown(record, contractOn(contract.contract, reportedDay(record)).levels),
    ...placeKnown(record, contract.contract.places ?? []),
    ...customersKnown(record, contract.contract.customers ?? []),
    ...pausesSound(record),
    ...rule.assets(record.assets, 'assets', contract),
    ...rule.required(record, record.foundBy === 'user', 'reportedAt', '用户申报的故障'),
    ...rule.required(record, record.confirmedRestoredAt !== undefined, 'restoredAt', '⟦采购人⟧确认恢复时'),
    ...rule.required(record, record.confirmedRestoredAt !== undefined, 'confirmer', '⟦采购人⟧确认恢复时'),
    ...closedWhole(record, contract.contract.levels),
    ...rule.rowsAscending(record.notices ?? [], 'notices', 'at'),
    ...rule.rowsWithin(record, record.notices ?? [], 'notices', 'at', 'occurredAt', null),
    ...rule.rowsAscending(record.timeline, 'timeline', 'at'),
    ...rule.rowsWithin(record, record.timeline, 'timeline', 'at', 'occurredAt', null),
    ...rule.needs(record, 'agreedOn', 'agreement'),
    ...repeatSound(record),
    ...doneMeasures(record),
  ];
};

/** An incident comes again after another one, and is then no other. */
function repeatSound({ id, repeatOf, notRepeat }: IncidentRecord): RecordProblem[] {
  if (repeatOf === undefined) return [];
  return [
    ...(repeatOf === id ? [{ field: 'repeatOf', found: repeatOf, expected: '前一起故障的编号，不是本起' }] : []),
    ...(notRepeat === undefined
      ? []
      : [{ field: 'notRepeat', found: notRepeat, expected: '与 repeatOf 只填一项：是重复故障，或者不是' }]),
  ];
}

/** Rule 9: times that contradict each other are refused, naming both fields. */
function timesInOrder(record: IncidentRecord): RecordProblem[] {
  const start = clockStartField(record);
  return [
    ...rule.entered(record),
    ...rule.sameAsAt(record, 'discoveredAt'),
    ...rule.order(record, 'occurredAt', 'discoveredAt'),
    ...rule.order(record, 'occurredAt', 'reportedAt'),
    ...rule.order(record, start, 'respondedAt'),
    ...rule.order(record, start, 'remoteStartedAt'),
    ...rule.order(record, start, 'arrivedAt', 'closedAt'),
    ...rule.order(record, start, 'gateAt', 'arrivedAt', 'closedAt'),
    ...rule.order(record, start, 'arrivalSignedAt', 'closedAt'),
    ...rule.order(record, start, 'restoredAt', 'confirmedRestoredAt', 'closedAt', 'recordedAt'),
    ...rule.order(record, 'respondedAt', 'closedAt'),
    ...rule.order(record, 'remoteStartedAt', 'closedAt'),
  ];
}

function placeKnown({ placeId }: IncidentRecord, places: readonly Place[]): RecordProblem[] {
  if (placeId === undefined || places.some(({ id }) => id === placeId)) return [];
  return [{ field: 'placeId', found: placeId, expected: `合同写明的地点：${oneOf(placeId, places)}` }];
}

const customersKnown = ({ customers = [] }: IncidentRecord, all: readonly { id: string; name: string }[]) =>
  customers.flatMap((found, n): RecordProblem[] =>
    all.some(({ id }) => id === found)
      ? []
      : [{ field: `customers[${n}]`, found, expected: `合同写明的客户类别：${oneOf(found, all)}` }],
  );

/** `P1（重大故障）、P2（严重故障）`, what was probably meant before them. */
function oneOf(wrong: string, all: readonly { id: string; name: string }[]): string {
  const [close] = nearest(wrong, all, ({ id, name }) => (/^[\x20-\x7e]*$/.test(wrong) ? id : name), 1);
  const told = all.map(({ id, name }) => `${id}（${name}）`).join('、');
  return `${told === '' ? '（还没有）' : told}${close === undefined ? '' : `；可能想写 ${close.id}（${close.name}）`}`;
}

const isRequirement = (levels: readonly Level[], id: string | undefined): boolean =>
  levels.find((one) => one.id === id)?.requirement === true;

function levelsKnown(record: IncidentRecord, levels: readonly Level[]): RecordProblem[] {
  const known = levels.map(({ id }) => id);
  if (record.levels.length === 0) return [{ field: 'levels', found: ABSENT, expected: '至少一行定级记录' }];
  return [
    ...record.levels.flatMap((row, i) =>
      known.includes(row.level)
        ? []
        : [{ field: `levels[${i}].level`, found: row.level, expected: `合同的故障级别：${oneOf(row.level, levels)}` }],
    ),
    ...adjustmentThatStoppedBusiness(record, levels),
    ...rule.rowsAscending(record.levels, 'levels', 'at'),
    ...rule.rowOrder(record.levels, 'levels', 'at', 'confirmedAt'),
    ...rule.rowsWithin(record, record.levels, 'levels', 'at', 'occurredAt', null),
    ...record.levels.flatMap((row, i) =>
      (row.confirmedBy === undefined) === (row.confirmedAt === undefined)
        ? []
        : [
            {
              field: `levels[${i}].confirmedAt`,
              found: row.confirmedAt ?? ABSENT,
              expected: '定级确认人（confirmedBy）与定级确认时间（confirmedAt）同时填写',
            },
          ],
    ),
  ];
}

/** A requirement is outside the statistics and the quotas: what stopped the system or its core business is none. */
function adjustmentThatStoppedBusiness(
  { levels: rows, outage }: IncidentRecord,
  levels: readonly Level[],
): RecordProblem[] {
  const last = levels.find(({ id }) => id === rows.at(-1)?.level);
  if (last?.requirement !== true || (outage !== 'whole' && outage !== 'core')) return [];
  const faults = levels.filter((one) => one.requirement !== true).map(({ id }) => id);
  const expected = `${spanText(faults)}：${outageChoices[outage]}（outage）的故障不是${levelShort(last)}`;
  return [{ field: `levels[${rows.length - 1}].level`, found: last.id, expected }];
}

/** `P1–P4` of levels that stand beside each other. */
const spanText = (ids: readonly string[]): string => (ids.length > 2 ? `${ids[0]}–${ids.at(-1)}` : ids.join('、'));

function pausesSound(record: IncidentRecord): RecordProblem[] {
  const pauses = record.pauses ?? [];
  const start = clockStartField(record);
  return [
    ...rule.rowOrder(pauses, 'pauses', 'from', 'to'),
    ...rule.rowsAscending(pauses, 'pauses', 'from'),
    ...rule.rowsWithin(record, pauses, 'pauses', 'from', start, 'closedAt'),
    ...rule.rowsWithin(record, pauses, 'pauses', 'to', start, 'closedAt'),
    ...rule.rowOrder(pauses, 'pauses', 'from', 'confirmedAt'),
    ...pauses.flatMap((row, i) => {
      const before = pauses[i - 1];
      const problems: RecordProblem[] = [];
      if (before !== undefined && (before.to === undefined || compareInstants(row.from, before.to) < 0)) {
        problems.push({
          field: `pauses[${i}].from`,
          found: row.from,
          expected: `不早于上一行的止（to）${before.to ?? '（未结束）'}，暂停不得重叠`,
        });
      }
      if ((row.confirmedBy === undefined) !== (row.confirmedAt === undefined)) {
        problems.push({
          field: `pauses[${i}].confirmedAt`,
          found: row.confirmedAt ?? ABSENT,
          expected: '确认人（confirmedBy）与确认时间（confirmedAt）同时填写',
        });
      }
      return problems;
    }),
  ];
}

/**
 * A closed incident says what it was; a requirement need not have been restored. A response that nobody wrote down is
 * 未登记 and held against the supplier: asking for it here would only have one made up.
 */
function closedWhole(record: IncidentRecord, levels: readonly Level[]): RecordProblem[] {
  const closed = record.closedAt !== undefined;
  const fault = !isRequirement(levels, record.levels.at(-1)?.level);
  return [
    ...rule.required(record, closed && fault, 'restoredAt', '处理完成时'),
    ...rule.required(record, closed && fault, 'causeCategory', '处理完成时'),
    ...rule.required(record, closed, 'verification', '处理完成时'),
    ...rule.required(record, closed, 'impact', '处理完成时'),
    ...settledWhen(record, closed, 'outage', outageChoices),
    ...settledWhen(record, closed && fault, 'diagnosis', diagnosisChoices),
    ...rule.required(
      record,
      closed && record.responsibility !== 'supplier' && record.responsibility !== 'pending',
      'responsibilityBasis',
      '责任归属不是⟦供应商⟧时',
    ),
  ];
}

/** What was 待定 when the incident was taken down is known when it is closed. */
function settledWhen(
  record: IncidentRecord,
  closed: boolean,
  field: 'outage' | 'diagnosis',
  choices: Readonly<Record<string, string>>,
): RecordProblem[] {
  if (!closed || record[field] !== 'pending') return [];
  const others = Object.entries(choices).filter(([code]) => code !== 'pending');
  const expected = `处理完成时须写明：${others.map(([code, word]) => `${code}（${word}）`).join('、')}`;
  return [{ field, found: `pending（${choices['pending']}）`, expected }];
}

function doneMeasures(record: IncidentRecord): RecordProblem[] {
  return (record.measures ?? []).flatMap((row, i) =>
    row.status === 'done' && row.doneOn === undefined
      ? [
          {
            field: `measures[${i}].doneOn`,
            found: ABSENT,
            expected: '状态（status）为已完成时须填写完成日期（doneOn）',
          },
        ]
      : [],
  );
}
