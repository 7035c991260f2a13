/** 操作日志: who did what at the desk and what was refused, newest first; the same as a table to take along. */

import type { AuditFilter, KeptEntry } from '../../accounts/audit.ts';
import { DONE } from '../../accounts/audit.ts';
import { formatDateTime } from '../../contract/time.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';
import { csvOf } from './parts/csv.ts';

const PAGE = 100;
/** Most entries of one table: what a program for tables opens. */
const MOST = 200_000;

export default definePage({
  id: 'audit',
  title: '操作日志',
  order: 810,
  routes: [
    { method: 'GET', path: '/audit', access: 'audit', handle: async (request) => page(request) },
    { method: 'GET', path: '/audit/csv', access: 'audit', handle: async (request) => table(request) },
  ],
});

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const isDay = (text: string): boolean => {
  if (!DAY.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** What the address asks for; what cannot be read there asks for nothing. */
function filterOf({
  account = '',
  text = '',
  result,
  from = '',
  to = '',
}: Readonly<Record<string, string>>): AuditFilter {
  return {
    ...(account.trim() === '' ? {} : { account: account.trim().toLowerCase() }),
    ...(result === 'failed' ? { failures: true } : {}),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  };
}

function page({ query, doors }: SignedIn): Answer {
  const filter = filterOf(query);
  const before = Number(query['before']);
  const found = doors.audit.page(PAGE + 1, filter, Number.isSafeInteger(before) && before > 0 ? before : undefined);
  const shown = found.slice(0, PAGE);
  const asked = new URLSearchParams();
  for (const name of ['account', 'text', 'result', 'from', 'to']) {
    const value = query[name];
    if (value !== undefined && value !== '') asked.set(name, value);
  }
  const last = shown.at(-1);
  const older =
    found.length > PAGE && last !== undefined ? { ...Object.fromEntries(asked), before: String(last.id) } : null;
  return {
    page: 'audit',
    title: '操作日志',
    data: {
      entries: shown.map((entry) => ({ ...cells(entry), failed: entry.outcome !== 'done' })),
      asked: { ...Object.fromEntries(asked), failed: query['result'] === 'failed' },
      months: doors.rules.auditMonths,
      csv: `/desk/audit/csv?${asked}`,
      older: older === null ? null : `/desk/audit?${new URLSearchParams(older)}`,
      newest: query['before'] === undefined ? null : `/desk/audit?${asked}`,
    },
  };
}

const cells = ({ at, account, address, action, result }: KeptEntry) => ({
  ...{ at: formatDateTime(at), account: account ?? '', address, action, result },
});

function table({ query, doors, viewer, now, address }: SignedIn): Answer {
  const entries = doors.audit.page(MOST, filterOf(query));
  const log = { at: now, account: viewer.account, address };
  doors.audit.add({ ...log, action: `导出操作日志 ${entries.length} 条`, ...DONE });
  const rows = entries.map((entry) => Object.values(cells(entry)));
  return {
    bytes: csvOf([['时间', '账号', '地址', '操作', '结果'], ...rows]),
    type: 'text/csv; charset=utf-8',
    name: '操作日志.csv',
  };
}
