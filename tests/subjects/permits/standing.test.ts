/** Routine collecting without a standing permit is said before it is a breach. Clause 5.2.3. */
import { expect, test } from 'vitest';
import { routinePermitGap } from '../../../src/subjects/permits/judge/standing.ts';
import permit, { type PermitRecord } from '../../../src/subjects/permits/kinds/permit.ts';
import { bundle } from '../../reports/_documents.ts';

const standing: PermitRecord = {
  ...permit.example,
  type: 'standing',
  operations: ['collect'],
  assets: ['app-server-1'],
  validFrom: '2026-11-01T00:00:00+08:00',
  validTo: '2027-10-31T23:59:59+08:00',
};
const gap = (targets: string[], permits: PermitRecord[], asOf = '2026-11-24T09:00:00+08:00') =>
  routinePermitGap({ assets: bundle.assets, targets, permits, asOf, isWorkingDay: () => true });

test('it is said on day one, whatever is read by then', () => {
  expect(gap(['ops-host'], [])).toContain('例行只读采集没有有效的长期许可（未取得许可）：接入合同内资产之前');
  expect(gap(['ops-host', 'app-server-1'], [])).toContain('合同内 1 项资产正在例行采集');
});

test('a permit counts for what it covers, for as long as it holds', () => {
  expect(gap(['app-server-1'], [standing])).toBeNull();
  expect(gap(['app-server-1', 'app-server-2'], [standing])).toContain('合同内 2 项资产');
  expect(gap(['app-server-1'], [standing], '2027-11-01T09:00:00+08:00')).not.toBeNull();
});

test('one that only the supplier tells of wants the scan of the grant', () => {
  expect(gap(['app-server-1'], [{ ...standing, attachments: undefined }])).toMatch(
    /许可 XK-20261120-002 由⟦供应商⟧登记，没有⟦采购人⟧签认：.*逐日列为待核实.*attach XK-20261120-002 文件 --signed/,
  );
});
