import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../src/archive/store.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import type { ReportDocument } from '../../../src/report/document.ts';
import callKind, { type CallRecord } from '../../../src/subjects/requests/kinds/call.ts';
import { archivedDocument } from '../../support/archived.ts';
import { draftOf } from '../../support/draft-of.ts';
import { makeWorkspace, open } from '../_workspace.ts';

const REGISTER = 'call-register';

const root = await makeWorkspace();
const session = await open(root);

/** A call that rang at `at`, written down five minutes later or when `entered` says. */
async function call(subject: string, at: string, entered = at.replace(':00:00+', ':05:00+')): Promise<string> {
  const example = draftOf(callKind.example);
  const { answeredAt: _answered, callbackAt: _callback, ...rest } = example as typeof example & { callbackAt?: string };
  const draft = {
    ...rest,
    subject,
    at,
    enteredAt: entered,
    ...(example.answeredAt === undefined ? {} : { answeredAt: at }),
  };
  const saved = await session.workspace.change('登记', (change) => change.addRecord('call', draft as never), {
    at: entered,
  });
  return (saved.record as CallRecord).subject;
}

async function manifests(period: string) {
  const { documents } = await readArchive(root);
  return documents
    .map(({ manifest }) => manifest)
    .filter((one) => one.obligation === REGISTER && one.period === period);
}

const documentOf = (files: { html: string } | undefined): ReportDocument =>
  archivedDocument(join(root, files?.html ?? ''));

const printed = (document: ReportDocument): string =>
  JSON.stringify(document.sections.filter(({ id }) => id !== 'evidence'));

describe('the cut of a document', () => {
  it('is its issue time; what came after it is listed in the next one, whose input its manifest is', async () => {
    const early = await call('月初来电', '2026-12-03T10:00:00+08:00');
    const first = await issue(session, { obligation: REGISTER, period: '2026-12', now: '2026-12-31T16:30:00+08:00' });
    const after = await call('截止后来电', '2026-12-31T20:00:00+08:00');
    const late = await call('补登来电', '2026-12-20T09:00:00+08:00', '2027-01-05T09:00:00+08:00');
    const next = await issue(session, { obligation: REGISTER, period: '2027-01', now: '2027-01-29T16:30:00+08:00' });
    const [before, document] = [documentOf(first.issued[0]?.files), documentOf(next.issued[0]?.files)];
    expect([early, after, late].map((id) => printed(before).includes(id))).toEqual([true, false, false]);
    expect([early, after, late].map((id) => printed(document).includes(id))).toEqual([false, true, true]);
    expect(printed(document)).toContain('统计区间 2026-12-31 16:30 至 2027-01-29 16:30');
    const [manifest] = await manifests('2027-01');
    expect(manifest?.cut).toBe('2027-01-29T16:30:00+08:00');
    expect(manifest?.inputs.map(({ path }) => path)).toContain('archive/2026/call-register/2026-12/r1/manifest.json');
  });

  it('is kept by a revision, which counts no more than the first one could', async () => {
    await call('修订前补登的来电', '2026-12-04T10:00:00+08:00', '2027-02-01T09:00:00+08:00');
    const [id] = (await session.workspace.records.list<CallRecord>('call')).records.map((one) => one.id);
    await session.workspace.change(
      '修改',
      async (change) => {
        const stored = await session.workspace.records.get<CallRecord>(id as string);
        const { id: _id, ...rest } = { ...(stored?.record as CallRecord), subject: '改过的事由' };
        return change.replaceRecord(id as string, rest as never, '更正', '工程师', () => Promise.resolve([]));
      },
      { at: '2027-02-01T10:00:00+08:00' },
    );
    const { issued } = await issue(session, {
      obligation: REGISTER,
      period: '2026-12',
      now: '2027-02-02T10:00:00+08:00',
      reason: '更正事由',
    });
    const text = printed(documentOf(issued[0]?.files));
    expect(text).toContain('改过的事由');
    expect(text).not.toContain('修订前补登的来电');
    expect((await manifests('2026-12')).map((one) => [one.revision, one.cut])).toEqual([
      [1, '2026-12-31T16:30:00+08:00'],
      [2, '2026-12-31T16:30:00+08:00'],
    ]);
  });

  it('is used again when everything is made anew', async () => {
    const result = await verify(session, { rerender: true });
    expect(result.problems).toEqual([]);
  });
});

describe('the closing revision', () => {
  const LAST = { obligation: REGISTER, period: '2027-11' };
  const only = ({ obligation, occurrence }: { obligation: { id: string }; occurrence: { period: string } }) =>
    obligation.id === LAST.obligation && occurrence.period === LAST.period;

  it('is made by the schedule in the evening of the first working day after the service, once, and counts to the end', async () => {
    await issue(session, { ...LAST, now: '2027-11-22T16:30:00+08:00' });
    const evening = await call('最后一晚来电', '2027-11-22T20:00:00+08:00');
    const early = await issue(session, { now: '2027-11-23T16:59:00+08:00', only });
    expect(early.issued).toEqual([]);
    const now = '2027-11-23T17:00:00+08:00';
    const row = (await due(session, now, now)).items.find(
      (one) => one.obligation === REGISTER && one.period === LAST.period,
    );
    expect(row).toMatchObject({ stateText: '待收口', command: 'opsledger confirm call-register 2027-11 --by 姓名' });
    const { issued, failed } = await issue(session, { now, only });
    expect(failed).toEqual([]);
    expect(issued.map((one) => [one.revision, one.reason])).toEqual([[2, '服务期结束后的收口版']]);
    const document = documentOf(issued[0]?.files);
    expect(printed(document)).toContain(evening);
    expect((await manifests(LAST.period)).map((one) => one.cut)).toEqual(['2027-11-22T16:30:00+08:00', now]);
    expect((await issue(session, { now: '2027-11-23T17:01:00+08:00', only })).issued).toEqual([]);
  });

  it('is confirmed without another reason, whether anything came after the cut or not, and goes out at once', async () => {
    const named = { obligation: 'attendance-register', period: '2027-11', person: '甲' };
    const first = await confirm(session, { ...named, now: '2027-11-22T16:30:00+08:00' });
    expect(first.issue.issued.map((one) => one.revision)).toEqual([1]);
    const now = '2027-11-23T17:02:00+08:00';
    const closing = await confirm(session, { ...named, now });
    expect(closing.issue.issued.map((one) => [one.revision, one.reason])).toEqual([[2, '服务期结束后的收口版']]);
    const { documents } = await readArchive(root);
    const own = documents.filter(({ manifest }) => manifest.obligation === named.obligation);
    expect(own.map(({ manifest }) => manifest.times.confirmed)).toEqual(['2027-11-22T16:30:00+08:00', now]);
    await expect(confirm(session, { ...named, now: '2027-11-23T17:03:00+08:00' })).rejects.toThrow(
      /已签发，不能再确认/,
    );
  });
});
