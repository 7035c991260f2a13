/** 月度签收单: what was handed over up to its making, and what the sheets before brought no signature for. */
import { describe, expect, test } from 'vitest';
import registers from '../../reports/register.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { registerFigures } from '../../src/recount/registers.ts';
import type { Repository } from '../../src/recount/repository.ts';
import { worldsOf } from '../../src/recount/world.ts';
import signoff, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { kinds } from '../records/_kinds.ts';
import { signedScan } from '../support/signed.ts';
import { bundle, documentOf, recordOf } from './_documents.ts';
import { printed, rowsOf, tableOf } from './_printed.ts';

const ID = 'signing-sheet';
const madeAt = '2026-12-02T09:00:00+08:00';

const issuedOn = (day: string, changes: Partial<IssuedSummary> = {}): IssuedSummary => ({
  ...{ obligation: 'inspection-log', period: `2026-11-${day}`, revision: 1, number: `HQSF-XJ-202611${day}-r1` },
  ...{ title: '系统巡检日志', dueAt: null, issuedAt: `2026-11-${day}T17:00:00+08:00`, confirmedAt: null, late: false },
  ...{ fingerprint: 'ab'.repeat(32), pages: 4 },
  ...changes,
});

let serial = 0;
function act(day: string, action: SignoffRecord['action'], at: string, changes: Partial<SignoffRecord> = {}) {
  serial += 1;
  const id = `QS-${at.slice(0, 10).replaceAll('-', '')}-${String(serial).padStart(3, '0')}`;
  const said = {
    action,
    obligation: 'inspection-log',
    period: `2026-11-${day}`,
    revision: 1,
    person: '甲',
    via: '现场递交',
  };
  return recordOf(signoff, { id, at, enteredAt: at, ...said, ...changes } as never);
}

interface Told {
  records: readonly AnyRecord[];
  issued: readonly IssuedSummary[];
  period?: string;
  asOf?: string;
}

function sheet({ records, issued, period = '2026-11', asOf = madeAt }: Told) {
  const deliverable = registers(bundle).find(({ id }) => id === ID);
  if (deliverable === undefined) throw new Error(`no register ${ID}`);
  return documentOf({ deliverable, records, issued: [...issued], asOf, period, kinds });
}

const lines = (told: Told) =>
  rowsOf(tableOf(sheet(told), '送达的文档')).map(({ number, receipt }) => [String(number).slice(8), receipt]);

/** What the second implementation counts: documents and pages. */
function recounted({ records, issued, period = '2026-11', asOf = madeAt }: Told) {
  const manifest = (one: object) => ({
    ...{ number: 'n', obligation: ID, period, from: `${period}-01`, to: `${period}-30`, event: null, revision: 1 },
    ...{ asOf, cut: asOf, counted: {}, times: { issued: asOf }, inputs: [], dataCommit: 'c' },
    ...one,
  });
  const others = issued.map(({ issuedAt, ...one }) =>
    manifest({
      ...one,
      asOf: issuedAt,
      cut: one.cut ?? issuedAt,
      from: one.period,
      to: one.period,
      times: { issued: issuedAt },
    }),
  );
  const files: Record<string, unknown> = {
    'contract/contract.yaml': bundle.contract,
    'contract/obligations.yaml': { obligations: bundle.obligations },
    'contract/registers.yaml': { registers: bundle.registers },
    ...Object.fromEntries(records.map((one) => [`records/${one.kind}/2026/11/${one.id}.yaml`, one])),
  };
  const repository: Repository = {
    tree: () => new Map(Object.keys(files).map((path) => [path, path])),
    read: (blobs) => blobs.map((blob) => files[blob]),
    bytes: () => new Uint8Array(),
  };
  const own = manifest({});
  const register = bundle.registers.find(({ id }) => id === ID);
  const figures = registerFigures(worldsOf(repository, [...others, own])(own), register);
  return [figures['lines.1'], figures['sum.1.pages']];
}

const issued = [issuedOn('24'), issuedOn('25'), issuedOn('26')];
const delivered = [
  act('24', 'deliver', '2026-11-30T17:00:00+08:00'),
  act('25', 'deliver', '2026-12-01T09:00:00+08:00'),
];

describe('月度签收单', () => {
  test('lists what was handed over up to its making, before anybody signed, with pages and time', () => {
    const told = { records: delivered, issued };
    expect(lines(told)).toEqual([
      ['20261124-r1', '未签收'],
      ['20261125-r1', '未签收'],
    ]);
    expect(rowsOf(tableOf(sheet(told), '送达的文档'))[0]).toMatchObject({
      ...{ number: 'HQSF-XJ-20261124-r1', title: '系统巡检日志', revision: '1', pages: '4' },
      deliveredAt: '2026-11-30 17:00',
    });
    expect(recounted(told)).toEqual([2, 8]);
  });

  test('says nothing else once it is signed for: its receipts came after it', () => {
    const later = act('24', 'receive', '2026-12-03T09:00:00+08:00', {
      attachments: [signedScan('2026-12-03T09:00:00+08:00')],
    } as never);
    const told = { records: [...delivered, later], issued };
    expect(sheet(told)).toEqual(sheet({ records: delivered, issued }));
    expect(recounted(told)).toEqual([2, 8]);
  });

  test('what was handed over after it stands on the next one, with what it brought no signature for', () => {
    const records = [
      ...delivered,
      act('25', 'receive', '2026-12-03T09:00:00+08:00', {
        attachments: [signedScan('2026-12-03T09:00:00+08:00')],
      } as never),
      act('26', 'deliver', '2026-12-02T10:00:00+08:00'),
    ];
    const first = issuedOn('30', {
      obligation: ID,
      period: '2026-11',
      number: 'HQSF-SD-202611-r1',
      issuedAt: madeAt,
      cut: madeAt,
    });
    const told = { records, issued: [...issued, first], period: '2026-12', asOf: '2027-01-03T09:00:00+08:00' };
    expect(lines(told)).toEqual([
      ['20261124-r1', '以前送达，尚未签收'],
      ['20261126-r1', '未签收'],
    ]);
    expect(recounted(told)).toEqual([2, 8]);
  });

  test('tells of each what became of it, and asks no signature for what was sent back or replaced', () => {
    const theirs = { name: '采购人经办人', account: 'clerk', channel: 'purchaser' as const };
    const at = '2026-12-01T10:00:00+08:00';
    const records = [
      ...delivered,
      act('26', 'deliver', '2026-12-01T09:30:00+08:00'),
      act('27', 'deliver', '2026-12-01T09:40:00+08:00'),
      act('24', 'receive', at, { enteredBy: theirs }),
      act('25', 'receive', at, { attachments: [signedScan(at)] } as never),
      act('26', 'return', at, { enteredBy: theirs, reason: '缺页' }),
    ];
    const second = issuedOn('27', { revision: 2, number: 'HQSF-XJ-20261127-r2' });
    const told = { records, issued: [...issued, issuedOn('27'), second] };
    expect(lines(told)).toEqual([
      ['20261124-r1', '签收 2026-12-01 10:00，电子确认（账号由供应商管理）'],
      ['20261125-r1', '已签收 2026-12-01'],
      ['20261126-r1', '已退回 2026-12-01'],
      ['20261127-r1', '已有第 2 版'],
    ]);
    expect(recounted(told)).toEqual([4, 16]);
  });

  test('of a document whose pages nobody counted prints none, and adds up the others', () => {
    const { pages: _none, ...old } = issuedOn('24');
    const told = { records: delivered, issued: [old, issuedOn('25')] };
    expect(rowsOf(tableOf(sheet(told), '送达的文档')).map(({ pages }) => pages)).toEqual(['', '4']);
    expect(recounted(told)).toEqual([2, 4]);
    expect(printed(sheet(told))).toContain('其中 1 份签发时没有清点页数');
    const none = { records: delivered, issued: [old] };
    expect(printed(sheet(none))).not.toContain('页数合计 0');
    expect(printed(sheet(none))).not.toContain('"sum.1.pages"');
  });
});

test('a period is told by words, not by its key; a day by its date', () => {
  const told = [
    ['service', '服务期（2026-11-23 至 2027-11-22）'],
    ['2026-10', '2026 年 10 月'],
    ['2026-Q4', '2026 年第 4 季度（2026-10-01 至 2026-12-31）'],
    ['GZ-20261103-001-z', 'GZ-20261103-001 终报'],
    ['2026-11-03', '2026 年 11 月 3 日'],
  ] as const;
  const issued = told.map(([period, periodText]) => issuedOn('03', { period, periodText, number: `N-${period}-r1` }));
  const at = '2026-11-10T10:00:00+08:00';
  const records = told.map(([period]) => act('03', 'deliver', at, { period }));
  const printedOf = (all: typeof issued) =>
    rowsOf(tableOf(sheet({ records, issued: all }), '送达的文档')).map(({ period }) => period);
  expect(printedOf(issued)).toEqual(
    expect.arrayContaining(['服务期', '2026 年 10 月', '2026 年第 4 季度', 'GZ-20261103-001 终报', '2026-11-03']),
  );
  // Of one that says nothing of itself only what the key alone tells.
  const old = issued.map(({ periodText: _text, ...one }) => one);
  expect(printedOf(old)).toEqual(
    expect.arrayContaining(['服务期', '2026 年 10 月', 'GZ-20261103-001-z', '2026-11-03']),
  );
});

test('bears the head of the log as a code, as no other register does, and none where there is no log', () => {
  const of = (id: string, checkpoint?: string) => {
    const deliverable = registers(bundle).find((one) => one.id === id);
    if (deliverable === undefined) throw new Error(`no register ${id}`);
    const known = checkpoint === undefined ? {} : { checkpoint };
    const { frame } = documentOf({
      deliverable,
      records: [],
      issued: [],
      asOf: madeAt,
      period: '2026-11',
      kinds,
      ...known,
    });
    return [frame.checkpoint, frame.checkpointCode];
  };
  expect(of(ID, '10773 条 a33a')).toEqual(['10773 条 a33a', true]);
  expect(of('call-register', '10773 条 a33a')).toEqual(['10773 条 a33a', undefined]);
  expect(of(ID)).toEqual([null, undefined]);
});
