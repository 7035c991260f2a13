/** 持证上岗: how the certificates of those on duty stood on the days that are counted; nothing where the contract asks for none. */
import { opensOf } from '../../src/contract/calendar/named-days.ts';
import { wholeOf } from '../../src/contract/precedence/held-views.ts';
import type { AskedCertificate } from '../../src/contract/terms/certificates.ts';
import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import { requirementsOf } from '../../src/contract/terms/requirements.ts';
import { settledTable, type TableDefinition } from '../../src/page/table.ts';
import { countCell, dayCell } from '../../src/page/value-cell.ts';
import type { Block } from '../../src/report/block.ts';
import { slotName } from '../../src/subjects/attendance/judge/attendance.ts';
import {
  type Certified,
  type CertifiedDuty,
  certifiedDuties,
  type HeldCertificate,
} from '../../src/subjects/attendance/judge/certificates.ts';
import certificate from '../../src/subjects/attendance/kinds/certificate.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import { certificateText } from '../../src/subjects/holdings/judge/owed.ts';
import { dayInterval, figure } from '../cells/headline.ts';
import { ofPeriod, type PeriodView, upToPeriod } from '../period/period.ts';

/** Needs `certificate` since the begin of service where the contract asks for any. */
export function certifiedBy(view: PeriodView): Certified {
  const { contract } = view.input.contract;
  const { certificates: asked } = requirementsOf(contract);
  return {
    asked,
    certificates: asked.length === 0 ? [] : upToPeriod(view, certificate),
    people: wholeOf(contract).people,
  };
}

/** Every shift that was worked on a day that is counted, for each certificate that it asks for. */
export function certifiedPart(view: PeriodView): CertifiedDuty[] {
  const { contract } = view.input.contract;
  const by = certifiedBy(view);
  if (by.asked.length === 0) return [];
  const own = ofPeriod(view, duty).filter(({ date }) => view.firstDay <= date && date <= view.lastDay);
  const opens = opensOf(contract, { isWorkingDay: view.input.isWorkingDay });
  return certifiedDuties(by, own, requirementsOf(contract).posts, opens);
}

export const certificateFigure = (
  asked: Pick<AskedCertificate, 'id'>,
  what: 'owed' | HeldCertificate['state'],
): string => `certificates.${asked.id}.${what}`;

/** How many shifts asked for each, and how the certificates stood; then who was on duty without one that is known to be valid. */
export function certificateBlocks(view: PeriodView): Block[] {
  const { asked } = certifiedBy(view);
  if (asked.length === 0 || view.firstDay > view.lastDay) return [];
  const all = certifiedPart(view);
  return [countTable(view, asked, all), oddTable(all.filter(({ state }) => state !== 'valid'))];
}

function countTable(view: PeriodView, asked: readonly AskedCertificate[], all: readonly CertifiedDuty[]): Block {
  const within = dayInterval(view.firstDay, view.lastDay);
  const of = (one: AskedCertificate, state?: HeldCertificate['state']): number =>
    all.filter((own) => own.asked === one && (state === undefined || own.state === state)).length;
  const counted = (
    label: string,
    state?: HeldCertificate['state'],
  ): TableDefinition<AskedCertificate>['columns'][string] => ({
    ...{ label, type: 'number', unit: '班次' },
    value: (one) =>
      state === undefined || state === 'valid'
        ? of(one, state)
        : countCell(of(one, state), state === 'unknown' ? 'attention' : 'abnormal'),
    figure: (one) => figure(certificateFigure(one, state ?? 'owed'), of(one, state), within, '班次'),
  });
  const columns: TableDefinition<AskedCertificate>['columns'] = {
    name: { label: '证书', weight: 2, value: ({ name }) => name },
    clauses: { label: '条款', value: ({ clauses }) => clauseMarks(clauses) },
    owed: counted('应持证在岗'),
    valid: counted('证书有效', 'valid'),
    lapsed: counted('证书过期', 'lapsed'),
    unknown: counted('未证实', 'unknown'),
  };
  return settledTable({ title: '持证上岗', columns, empty: '没有。' }, asked, 'paper');
}

/** One row a person and certificate: on how many days, from when on. */
function oddTable(all: readonly CertifiedDuty[]): Block {
  const groups = [
    ...Map.groupBy(
      all,
      ({ asked, duty: one, state, certificate: held }) => `${asked.id} ${one.person} ${state} ${held?.id ?? ''}`,
    ).values(),
  ];
  const first = (own: readonly CertifiedDuty[]): CertifiedDuty => own[0] as CertifiedDuty;
  const columns: TableDefinition<readonly CertifiedDuty[]>['columns'] = {
    person: { label: '人员', value: (own) => first(own).duty.person },
    post: {
      label: '岗位',
      value: (own) => [...new Set(own.flatMap(({ post }) => (post === null ? [] : slotName(post, null))))].join('、'),
    },
    name: { label: '证书', weight: 1.6, value: (own) => first(own).asked.name },
    times: { label: '在岗', type: 'number', unit: '班次', value: (own) => own.length },
    from: { label: '首日', type: 'date', value: (own) => dayCell(first(own).duty.date) },
    text: { label: '证书情况', weight: 2.2, value: (own) => certificateText(first(own)) },
  };
  return settledTable(
    { title: '证书过期或未证实的在岗人员', columns, empty: '没有。', tone: (own) => tones[first(own).state] },
    groups,
    'paper',
  );
}

const tones = { valid: 'normal', lapsed: 'abnormal', unknown: 'attention' } as const;
