/** Whoever writes down a 发现 that monitoring contradicts is told at once, on either side of the link. */
import { beforeEach, describe, expect, it } from 'vitest';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { decideInterpretation } from '../../../src/pipeline/signoff/decide.ts';
import alertKind, { type AlertProposalRecord } from '../../../src/subjects/incidents/kinds/alert-proposal.ts';
import incidentKind from '../../../src/subjects/incidents/kinds/incident.ts';
import type { Draft } from '../../../src/workspace/change/change.ts';
import { draftOf } from '../../support/draft-of.ts';
import { DAY, makeWorkspace, open } from '../_workspace.ts';

const NOW = `${DAY}T18:00:00+08:00`;
const at = (time: string): string => `${DAY}T${time}+08:00`;

let session: Session;
beforeEach(async () => {
  session = await open(await makeWorkspace());
});

const add = (kind: string, value: object, reason?: string) =>
  addRecord(session, value, '记录.yaml', { kind, now: NOW, ...(reason === undefined ? {} : { reason }) });

/** Written down at 10:04:10 on `mysql-primary`, among others. */
const incident = (discoveredAt = at('10:04:10')) => {
  const rest = draftOf(incidentKind.example, 'source', 'enteredAt', 'recordedAt', 'permit', 'articles', 'attachments');
  return { ...rest, discoveredAt, at: discoveredAt, impact: '请假申请无法提交', closedAt: at('16:00:00') };
};
const alert = (more: object = {}) => {
  const rest = draftOf(alertKind.example, 'source', 'enteredAt');
  const pending = { decision: 'pending', handling: undefined, decidedBy: undefined, decidedAt: undefined };
  const fired = { asset: 'mysql-primary', at: at('10:03:25'), firedAt: at('10:03:25'), resolvedAt: undefined };
  return JSON.parse(JSON.stringify({ ...rest, ...pending, ...fired, ...more })) as object;
};

/** As collecting leaves it: people write down no alerts. @returns its id */
const raise = async (more: object = {}): Promise<string> => {
  const draft = { ...alert(more), source: 'auto', enteredAt: NOW } as unknown as Draft<AlertProposalRecord>;
  const saved = await session.workspace.change('告警', (change) => change.addRecord('alert-proposal', draft), {
    at: NOW,
  });
  return saved.id;
};

describe('an incident whose 发现 lies 45 s after its alert', () => {
  it('is told while the alert is not linked, and again when it is', async () => {
    const raised = await raise();
    const saved = await add('incident', incident());
    expect(saved.notices).toEqual([
      expect.stringMatching(`^${raised} 告警“磁盘使用率过高”于 ${DAY} 10:03:25 触发，早于 ${saved.id} 登记的发现时间`),
    ]);
    const link = { decision: 'incident', incident: saved.id, decidedBy: '工程师', decidedAt: at('10:05:00') };
    const told = `${saved.id} 登记的发现时间 ${DAY} 10:04:10 晚于监控记录 ${raised}`;
    const linked = await add('alert-proposal', { ...alert(link), id: raised }, '转故障');
    expect(linked.notices).toEqual([expect.stringContaining(told)]);
    const edited = await add('incident', { id: saved.id, flagged: false }, '补充');
    expect(edited.notices).toEqual([expect.stringContaining(told)]);
    expect(edited.notices[0]).toContain('起算口径未经双方确认：暂自监控告警时间');
    // Once the purchaser agreed, the same is told as what holds.
    const { record: decided } = await decideInterpretation(session, {
      ...{ interpretation: 'clocks', option: 'alert', person: '采购人项目负责人', now: NOW },
      entered: { account: 'p', channel: 'purchaser' },
    });
    await session.close();
    session = await open(session.workspace.root);
    const settled = await add('incident', { id: saved.id, flagged: true }, '再补充');
    expect(settled.notices[0]).toContain(
      `按 ${DAY} ⟦采购人⟧电子确认的口径“自申报起算，监控先发现的自告警时间起算”，各时限自监控告警时间 ${DAY} 10:03:25 起算`,
    );
    expect(settled.notices[0]).not.toMatch(/未经|确认前/);
    expect(decided).toMatch(/^KJ-/);
  });

  it('is told nothing when the alert fired later, was of another asset or had come to an end', async () => {
    await raise({ at: at('10:04:11'), firedAt: at('10:04:11') });
    await raise({ asset: 'redis-1' });
    await raise({ resolvedAt: at('10:04:00') });
    expect((await add('incident', incident())).notices).toEqual([]);
  });
});
