import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import { archivedDocument } from '../../support/archived.ts';
import { composedAt, DAY, inspect, makeWorkspace, open } from '../_workspace.ts';

const at = (time: string, day = DAY) => `${day}T${time}:00+08:00`;
const NOW = '2026-12-31T16:30:00+08:00';

const session = await open(await makeWorkspace());
await inspect(session, at('09:00'));

async function dataAsOf(id: string): Promise<{ printed: string; kept: string | null }> {
  const composed = await composedAt(session, id, NOW);
  return { printed: composed.document.frame.dataAsOf, kept: composed.dataAsOf };
}

describe('数据截至', () => {
  it('of a register of documents is when the newest was issued, then when it was handed over', async () => {
    expect(await dataAsOf('delivery-register')).toEqual({ printed: '没有数据', kept: null });
    await issue(session, { obligation: 'inspection-log', period: DAY, now: at('17:00') });
    expect(await dataAsOf('delivery-register')).toMatchObject({ kept: at('17:00') });
    await recordDelivery(session, {
      action: 'deliver',
      documents: ['HQSF-XJ-20261124-r1'],
      person: '驻点运维工程师',
      now: at('18:00'),
    });
    expect(await dataAsOf('delivery-register')).toEqual({ printed: `${DAY} 18:00`, kept: at('18:00') });
  });

  it('of the assets is no time: they stand in the contract', async () => {
    expect(await dataAsOf('asset-register')).toEqual({ printed: '不适用，依据合同文件编制', kept: null });
  });

  it('of a month without a record is none, whatever was issued before', async () => {
    expect(await dataAsOf('expense-register')).toEqual({ printed: '没有数据', kept: null });
  });

  it('of a log is when a machine or a person last looked, not when it was signed', async () => {
    const day = '2026-11-25';
    await inspect(session, at('09:00', day));
    const { checks, assets } = session.workspace.contract;
    const check = checks.find((one) => one.manual && one.aggregate === undefined);
    const target = assets.find(({ kind, id }) => check?.kinds?.includes(kind) || check?.assets?.includes(id));
    const seen = { check: check?.id ?? '', target: target?.id ?? '', result: 'normal' as const, by: '甲' };
    const { issue: made } = await confirm(session, {
      ...{ obligation: 'inspection-log', period: day, person: '甲', now: at('17:00', day) },
      manual: [{ ...seen, at: at('16:20', day) }],
    });
    const { frame } = archivedDocument(join(session.workspace.root, made.issued[0]?.files.html ?? ''));
    expect(frame.dataAsOf).toBe(`${day} 16:20`);
  });
});
