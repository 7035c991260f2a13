/** Whether the contract has the calendars and signature forms that its obligations ask for. Pure. */
import { periodsOf } from '../calendar/cadence-periods.ts';
import { dayAfter, dayBefore } from '../calendar/shift.ts';
import type { WorkdayCalendar } from '../calendar/working-days.ts';
import type { Obligation } from '../terms/obligations.ts';
import type { Term } from '../terms/school-terms.ts';
import { signaturesOf } from '../terms/signatures.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { calendarKnown, checkOfficeHours, leftOutKnown } from './check-days.ts';
import { inFile } from './check-known.ts';

/** Terms follow each other within the service; what goes by terms has some; each period has its days; signature forms exist. */
export function checkCalendar(parts: BundleParts): BundleProblem[] {
  const groups: [file: string, key: string, list: readonly Obligation[]][] = [
    [bundleFiles.obligations, 'obligations', parts.obligations],
    [bundleFiles.registers, 'registers', parts.registers],
    [bundleFiles.written, 'documents', parts.written],
  ];
  const all = groups.flatMap(([file, key, list]) => list.map((one, n) => ({ file, at: `${key}[${n}]`, one })));
  return [
    ...checkTerms(parts.contract.terms ?? [], parts.contract.servicePeriod),
    ...checkSignatures(parts),
    ...inFile(bundleFiles.contract, checkOfficeHours(parts.contract)),
    ...all.flatMap(({ file, at, one }) =>
      checkObligation(one, parts).map((found) => ({ ...found, file, at: `${at}.${found.at}` })),
    ),
  ];
}

type Found = Omit<BundleProblem, 'file'>;

function checkTerms(terms: readonly Term[], service: { from: string; to: string }): BundleProblem[] {
  const file = bundleFiles.contract;
  return terms.flatMap((one, n) => {
    const at = `terms[${n}]`;
    const before = terms[n - 1];
    const same = terms.findIndex(({ id }) => id === one.id);
    return [
      ...when(same < n, `${at}.id`, one.id, `不与 terms[${same}] 重复`),
      ...when(one.to < one.from, `${at}.to`, one.to, `不早于起始日 ${one.from}`),
      ...when(
        before !== undefined && one.from <= before.to,
        `${at}.from`,
        one.from,
        `晚于上一学期的末日 ${before?.to}`,
      ),
      ...when(
        one.to < service.from || one.from > service.to,
        at,
        `${one.from} 至 ${one.to}`,
        `与服务期 ${service.from} 至 ${service.to} 有重叠的学期`,
      ),
    ].map((found) => ({ file, ...found }));
  });
}

function checkSignatures({ contract }: BundleParts): BundleProblem[] {
  const people = contract.people.map(({ id }) => id);
  return (contract.signatures ?? []).flatMap(({ id, lines }, n, all) => {
    const at = `signatures[${n}]`;
    const same = all.findIndex((one) => one.id === id);
    return [
      ...when(same < n, `${at}.id`, id, `不与 signatures[${same}] 重复`),
      ...when(lines.length === 0, `${at}.lines`, '（缺少）', '至少一栏'),
      ...lines.flatMap(({ person }, k) =>
        when(
          person !== undefined && !people.includes(person),
          `${at}.lines[${k}].person`,
          person ?? '',
          `人员编号：${people.join('、')}`,
        ),
      ),
    ].map((found) => ({ file: bundleFiles.contract, ...found }));
  });
}

function checkObligation(one: Obligation, { contract }: BundleParts): Found[] {
  const { every, atLeast, only, except, signature } = one;
  const terms = contract.terms ?? [];
  const forms = signaturesOf(contract).map(({ id }) => id);
  const unitAt = every?.unit === 'term' ? 'every.unit' : atLeast?.per === 'term' ? 'atLeast.per' : undefined;
  const lacking = unitAt !== undefined && terms.length === 0;
  return [
    ...when(
      lacking,
      unitAt ?? '',
      'term',
      `${bundleFiles.contract} 中列出学期的 terms，例如 - { id: 2026-T1, name: 第一学期, from: 2026-09-01, to: 2027-01-31 }`,
    ),
    ...when(
      one.dates !== undefined && one.dates.length > 0 && periodsOf(one, contract.servicePeriod).length === 0,
      'dates',
      (one.dates ?? []).join('、'),
      `至少一个在服务期 ${contract.servicePeriod.from} 至 ${contract.servicePeriod.to} 内的日期`,
    ),
    ...checkSeasons(one, contract),
    ...calendarKnown(only, 'only', contract),
    ...leftOutKnown(except, 'except', contract),
    ...checkDays(one, contract),
    ...when(!forms.includes(signature), 'signature', signature, `签字规则：${forms.join('、')}`),
  ];
}

/** A day of two seasons would be counted by two documents. */
function checkSeasons({ seasons = [], ...one }: Obligation, { servicePeriod }: BundleParts['contract']): Found[] {
  if (seasons.length === 0) return [];
  const found = periodsOf({ ...one, seasons }, servicePeriod);
  const shared = found.findIndex(({ from }, n) => n > 0 && from <= (found[n - 1]?.to ?? ''));
  const texts = found
    .slice(shared - 1, shared + 1)
    .map(({ name, id, from, to }) => `${name ?? id}（${from} 至 ${to}）`);
  return [
    ...when(
      found.length === 0,
      'seasons',
      seasons.map(({ name }) => name).join('、'),
      `至少一日在服务期 ${servicePeriod.from} 至 ${servicePeriod.to} 内`,
    ),
    ...when(shared > 0, 'seasons', texts.join('、'), '互不重叠的季节、阶段：一日只归一期'),
  ];
}

/** The listed days of a due rule reach every period: one that they do not reach would never be due. */
function checkDays(one: Obligation, { servicePeriod, terms }: BundleParts['contract']): Found[] {
  const { due } = one;
  if (due?.on === undefined || due.on.length === 0) return [];
  const { on, after, before } = due;
  const lacking = periodsOf(one, servicePeriod, terms).find(({ from, to }) => {
    const ends: Readonly<Record<string, string>> = { 'period-start': from, 'period-end': to };
    const day = ends[before ?? after ?? ''];
    if (day === undefined) return false;
    const rule = { on };
    return (before === undefined ? dayAfter(rule, { day }, everyDay) : dayBefore(rule, { day }, everyDay)) === null;
  });
  return when(
    lacking !== undefined,
    'due.on',
    on.join('、'),
    `每一期都能得出期限的日期；${lacking?.id} 一期（${lacking?.from} 至 ${lacking?.to}）得不出，每年的一天写作 --01-31`,
  );
}

const everyDay: WorkdayCalendar = { isWorkingDay: () => true, published: () => true, years: [] };

function when(wrong: boolean, at: string, found: string, expected: string): Found[] {
  return wrong ? [{ at, found, expected }] : [];
}
