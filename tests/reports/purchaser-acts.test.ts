/** What the accounts of the purchaser did, on the month's sheet for one signature, and beside the paper line. */
import { describe, expect, test } from 'vitest';
import registers from '../../reports/register.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { registerFigures } from '../../src/recount/registers.ts';
import type { Repository } from '../../src/recount/repository.ts';
import { worldsOf } from '../../src/recount/world.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import decision from '../../src/subjects/interpretations/kinds/interpretation-decision.ts';
import accountEvent from '../../src/subjects/operation-logs/kinds/account-event.ts';
import signoff from '../../src/subjects/signing/kinds/signoff.ts';
import waiver from '../../src/subjects/signing/kinds/waiver.ts';
import { kinds } from '../records/_kinds.ts';
import { signedScan } from '../support/signed.ts';
import { bundle, documentOf, recordOf } from './_documents.ts';
import { printed, rowsOf, tableOf } from './_printed.ts';

const ID = 'signing-sheet';
const REGISTER = 'delivery-register';
const issuedAt = '2026-11-30T17:00:00+08:00';
const theirs = { name: '采购人经办人', account: 'clerk', channel: 'purchaser' as const };

const made = (records: readonly AnyRecord[], own = ID) => {
  const deliverable = registers(bundle).find(({ id }) => id === own);
  if (deliverable === undefined) throw new Error(`no register ${own}`);
  return documentOf({ deliverable, records, asOf: issuedAt, period: '2026-11', kinds });
};

const at = '2026-11-26T10:00:00+08:00';
const receipt = (serial: number, changes: object = {}) =>
  recordOf(signoff, {
    ...{ id: `QS-20261126-00${serial}`, action: 'receive', at, enteredAt: at, person: '采购人经办人' },
    ...changes,
  } as never);

/** What the second implementation counts in the table of that number. */
function recounted(records: readonly AnyRecord[], no: number): number | undefined {
  const manifest = {
    ...{ number: 'n', obligation: ID, period: '2026-11', from: '2026-11-01', to: '2026-11-30', event: null },
    ...{ revision: 1, asOf: issuedAt, cut: issuedAt, counted: {}, times: { issued: issuedAt }, inputs: [] },
    dataCommit: 'c',
  };
  const files: Record<string, unknown> = {
    'contract/contract.yaml': bundle.contract,
    'contract/registers.yaml': { registers: bundle.registers },
    ...Object.fromEntries(records.map((one) => [`records/${one.kind}/2026/11/${one.id}.yaml`, one])),
  };
  const repository: Repository = {
    tree: () => new Map(Object.keys(files).map((path) => [path, path])),
    read: (blobs) => blobs.map((blob) => files[blob]),
    bytes: () => new Uint8Array(),
  };
  const register = bundle.registers.find(({ id }) => id === ID);
  return registerFigures(worldsOf(repository, [manifest])(manifest), register)[`lines.${no}`] as number | undefined;
}

const acts = [
  receipt(1, { enteredBy: theirs, fingerprint: 'ab'.repeat(32) }),
  receipt(2, { enteredBy: theirs, action: 'return', reason: '缺附件', period: '2026-11-23' }),
  recordOf(waiver, { id: 'HM-20261126-001', at, enteredAt: at, attachments: undefined, enteredBy: theirs }),
  recordOf(decision, { id: 'KJ-20261126-001', at, enteredAt: at, enteredBy: theirs }),
];
const others = [
  receipt(3, { enteredBy: { name: '驻点运维工程师', channel: 'terminal' }, period: '2026-11-22' }),
  receipt(4, { attachments: [signedScan(at)], period: '2026-11-21' }),
];

/** What they said of an outage that the supplier called planned. */
const onMaintenance = (serial: number, path: string, entered: object = theirs): AnyRecord =>
  recordOf(maintenanceWindow, {
    ...{ id: `WH-20261125-00${serial}`, at: '2026-11-25T09:00:00+08:00', enteredAt: at, attachments: undefined },
    ...{ afterwards: 'yes', change: undefined, permit: undefined },
    ...(path === 'cancelled' ? { cancelled: 'yes', approvedAt: undefined, approvedBy: undefined } : { approvedAt: at }),
    corrections: [
      {
        at,
        by: '采购人经办人',
        what: '同意',
        reason: '同意',
        entered,
        changes: [{ path, label: '同意', kind: 'changed' }],
      },
    ],
  } as never);

describe('the sheet of the month', () => {
  test('lists what they said of outages that the supplier called planned, as the recount counts it', () => {
    const supplier = { name: '驻点运维工程师', channel: 'terminal' };
    const said = [onMaintenance(1, 'approvedAt'), onMaintenance(2, 'cancelled')];
    const all = [...acts, ...said, onMaintenance(3, 'approvedAt', supplier)];
    const table = tableOf(made(all), '采购人账号的操作');
    const own = rowsOf(table).filter((row) => (row['record'] ?? '').startsWith('WH-'));
    expect(own.map((row) => [row['act'], row['account']])).toEqual([
      ['同意计划维护', 'clerk'],
      ['不同意计划维护', 'clerk'],
    ]);
    expect(recounted(all, 2)).toBe(table.rows.length);
  });

  test('lists every act of the accounts, with account, person and time, for one signature', () => {
    const document = made([...acts, ...others]);
    const rows = rowsOf(tableOf(document, '采购人账号的操作'));
    expect(rows.map((row) => row['act'])).toEqual(['批准豁免', '确认口径', '签收', '退回']);
    expect(rows.every((row) => row['account'] === 'clerk')).toBe(true);
    expect(rows.find((row) => row['act'] === '签收')).toMatchObject({
      fingerprint: 'abababababab',
      record: 'QS-20261126-001',
    });
    expect(recounted([...acts, ...others], 2)).toBe(4);
  });

  test('lists a restoration that their account confirmed, whoever wrote down the incident', () => {
    const confirmedRestoredAt = incident.example.confirmedRestoredAt ?? incident.example.restoredAt ?? '';
    const change = { path: 'confirmedRestoredAt', label: '采购人确认恢复', kind: 'filled' as const };
    const corrections = [
      { at: confirmedRestoredAt, by: theirs.name, entered: theirs, reason: '确认', what: '补填', changes: [change] },
    ];
    const own = recordOf(incident, { confirmedRestoredAt, corrections });
    expect(rowsOf(tableOf(made([own]), '采购人账号的操作')).map((row) => row['act'])).toEqual(['确认恢复']);
    expect(recounted([own], 2)).toBe(1);
  });

  test('lists what the supplier did with those accounts, since it could have signed by them', () => {
    const event = recordOf(accountEvent, {
      ...{ id: 'ZH-20261126-001', at, enteredAt: at, action: 'reset', reason: undefined },
      enteredBy: { name: '项目经理', account: 'manager', channel: 'desk' },
    });
    const rows = rowsOf(tableOf(made([event]), '采购人账号的操作'));
    expect(rows).toMatchObject([
      { act: '重置口令', subject: 'caigouren-1（采购人）', person: '项目经理', account: 'manager', record: event.id },
    ]);
    expect(recounted([event, ...acts], 2)).toBe(5);
  });

  test('says nothing of accounts where none did anything', () => {
    expect(printed(made(others))).not.toContain('采购人账号的操作');
    expect(recounted(others, 2)).toBe(0);
  });

  test('tells apart what paper shows, what an account alone shows and what the supplier alone says', () => {
    const rows = rowsOf(tableOf(made([...acts, ...others], REGISTER), '送达、签收与退回'));
    expect(rows.map((row) => row['action']).sort()).toEqual([
      '签收',
      '签收（供应商登记，待采购人确认）',
      '签收，电子确认（账号由供应商管理）',
      '退回，电子确认（账号由供应商管理）',
    ]);
  });
});
