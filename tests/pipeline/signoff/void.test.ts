/** 作废 of an issued document: its files stay, it hands nothing in any more, and the log has an entry that `verify` holds it against. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { dueLines } from '../../../src/cli/due-lines.ts';
import { statusLines } from '../../../src/cli/status-lines.ts';
import { UserError } from '../../../src/contract/error.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { issuedDocuments } from '../../../src/pipeline/publish/documents.ts';
import { addRecordText } from '../../../src/pipeline/record/add.ts';
import { withdraw } from '../../../src/pipeline/record/withdraw.ts';
import { planSource, type Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../../src/pipeline/signoff/deliver.ts';
import { type VoidRequest, voidDocument } from '../../../src/pipeline/signoff/void.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { pdfSaying, photoPng } from '../../support/scans.ts';
import { composedAt, DAY, inspect, makeWorkspace, newFolder, open } from '../_workspace.ts';
import { asProgram } from '../log/_signed.ts';

const LOG = 'inspection-log';
const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;
let session: Session;
let number: string;
beforeEach(async () => {
  session = await open(await makeWorkspace());
  await inspect(session, at('09:00'));
  const { issued } = await issue(session, { obligation: LOG, period: DAY, now: at('16:30') });
  number = issued[0]?.number ?? '';
});

const makeVoid = (time: string, more: Partial<VoidRequest> = {}) =>
  voidDocument(session, { document: number, person: '甲', reason: '误签发', now: at(time), ...more });
const itemAt = async (now: string) =>
  (await planAt(planSource(session), now)).items.find(
    (one) => one.obligation.id === LOG && one.occurrence.period === DAY,
  );
const refusal = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof UserError ? error.message : String(error)),
  );

describe('a void document', () => {
  it('stays as it was issued, is owed again, and says so everywhere', async () => {
    const before = await itemAt(at('16:35'));
    expect(before?.state).toBe('on-time');
    const pdf = join(session.workspace.root, before?.issued?.folder ?? '', `${number}.pdf`);
    const bytes = await readFile(pdf);
    const { record } = await makeVoid('16:40');
    expect(await readFile(pdf)).toEqual(bytes);
    expect(asProgram(session.workspace.root, ['show', '--stat', '--format=%s', 'HEAD'])).toContain(record);

    const now = at('17:00');
    expect(await itemAt(now)).toMatchObject({ state: 'due', lacks: ['确认'], handedIn: { issued: null } });
    expect((await itemAt(at('09:00', '2026-11-26')))?.state).toBe('overdue');
    const { items } = await due(session, now, now);
    const line = dueLines(items.filter((one) => one.obligation === LOG && one.period === DAY))[0]?.join(' ');
    expect(line).toContain('已签发的一版已作废：误签发');
    expect(line).toContain(`opsledger confirm ${LOG} ${DAY}`);
    const told = statusLines(await status(session, now)).join('\n');
    expect(told).toContain(`已作废　${number}（2026-11-24 16:40 甲作废：误签发）`);
    expect(told).toContain('已作废 1 份，尚未重新签发');
    const plan = await planAt(planSource(session), now);
    const [shown] = issuedDocuments(
      plan,
      { contract: session.workspace.contract, erased: new Map(), declared: new Map() },
      DAY,
    );
    expect(shown).toMatchObject({ receipt: { state: 'annulled', text: '已作废' } });
    expect(shown?.marks).toContain('已作废（2026-11-24 16:40 甲作废：误签发）');
    await expect(issue(session, { now: at('23:59') })).resolves.toMatchObject({ issued: [] });
  });

  it('is replaced by the next revision, which is judged by its own time', async () => {
    await makeVoid('16:40');
    const done = await confirm(session, { obligation: LOG, period: DAY, person: '甲', now: at('16:50') });
    const { issued } = done.issue;
    const r2 = number.replace('-r1', '-r2');
    expect(issued.map((one) => one.number)).toContain(r2);
    const plan = await planAt(planSource(session), at('17:05'));
    const item = await itemAt(at('17:05'));
    expect(item).toMatchObject({ state: 'on-time', delivery: { annulled: null }, firstIssuedAt: at('16:30') });
    expect(item?.issued?.manifest).toMatchObject({ number: r2, late: false, reason: '第 1 版已作废：误签发' });
    const shown = issuedDocuments(
      plan,
      { contract: session.workspace.contract, erased: new Map(), declared: new Map() },
      DAY,
    );
    const marks = shown
      .filter((one) => one.obligation === LOG)
      .map((one) => one.marks.filter((mark) => mark.includes('已作废（')));
    expect(marks).toEqual([[expect.stringContaining(`由 ${r2} 代替`)], []]);
    const again = await makeVoid('17:50', { document: `${LOG}/${DAY}`, reason: '再次误签发' });
    expect(again.revision).toBe(2);
    const late = { obligation: LOG, period: DAY, person: '甲', reason: '补报', now: at('10:00', '2026-11-26') };
    const next = await confirm(session, late);
    expect(next.issue.issued.map(({ revision }) => revision)).toEqual([3]);
    expect((await itemAt(at('10:05', '2026-11-26')))?.issued?.manifest.late).toBe(true);
    expect((await itemAt(at('10:05', '2026-11-26')))?.state).toBe('late');
  });

  it('stands in the register of what was issued, with who, why and what took its place', async () => {
    await makeVoid('17:10');
    await confirm(session, { obligation: LOG, period: DAY, person: '甲', now: at('17:30') });
    const { document } = await composedAt(session, 'delivery-register', at('17:30', '2026-11-30'));
    const text = JSON.stringify(document.sections.find(({ id }) => id === 'voids'));
    expect(text).toContain('误签发');
    expect(text).toContain(number.replace('-r1', '-r2'));
    const lines = document.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'table' ? block.rows : [])),
    );
    expect(lines.filter((row) => JSON.stringify(row).includes('已作废'))).toHaveLength(1);
  });
});

describe('what cannot be made void is refused with one error', () => {
  it('twice, what was never issued, an older revision', async () => {
    await makeVoid('17:10');
    expect(await refusal(makeVoid('17:11'))).toMatch(/已作废，不能再作废[\s\S]*2026-11-24 17:10 甲作废：误签发/);
    expect(await refusal(makeVoid('17:11', { document: 'HQSF-XJ-20261125-r1' }))).toContain('没有这份已签发的文档');
    await confirm(session, { obligation: LOG, period: DAY, person: '甲', now: at('17:30') });
    expect(await refusal(makeVoid('17:40'))).toMatch(/不是当前版次[\s\S]*旧版已由它取代.*写 HQSF-XJ-\d+-r2$/);
  });

  it('without a reason, and what was signed for without the agreement of the purchaser', async () => {
    expect(await refusal(makeVoid('17:10', { reason: ' ' }))).toContain('须写明原因');
    const scan = join(await newFolder(), 'scan.png');
    await writeFile(scan, photoPng());
    await recordDelivery(session, { action: 'deliver', documents: [number], person: '甲', now: at('17:10') });
    const receipt = { documents: [number], person: '采购人经办人', scans: [scan], now: at('17:15') };
    await recordDelivery(session, { action: 'receive', ...receipt });
    expect(await refusal(makeVoid('17:20'))).toMatch(/已由.*签收，.*不能单方作废[\s\S]*--agreed-by/);
    expect((await itemAt(at('17:21')))?.state).toBe('on-time');
    expect(await refusal(makeVoid('17:22', { agreedBy: '采购人经办人' }))).toMatch(/同意没有凭证[\s\S]*--scan/);
    const paper = join(await newFolder(), 'paper.pdf');
    await writeFile(paper, pdfSaying('同意作废'));
    const supplier = session.workspace.contract.contract.people.find(({ side }) => side === 'supplier')?.name ?? '';
    expect(await refusal(makeVoid('17:22', { agreedBy: supplier, scans: [paper] }))).toContain('不能代');
    await makeVoid('17:22', { agreedBy: '采购人经办人', scans: [paper] });
    expect((await itemAt(at('17:23')))?.delivery.annulled).toMatchObject({ agreedBy: '采购人经办人' });
  });

  it('nor is it handed over, taken back, or corrected', async () => {
    const { id } = await makeVoid('17:10');
    const handing = { action: 'deliver' as const, documents: [number], person: '甲', now: at('17:20') };
    expect(await refusal(recordDelivery(session, handing))).toContain('已作废，不能送达');
    const taken = withdraw(session, { record: id, reason: '不作废了', by: '甲', now: at('17:20') });
    expect(await refusal(taken)).toContain('不能更正，也不能作废');
    const edit = addRecordText(session, `id: ${id}\nperson: 乙\n`, {
      ...{ kind: 'signoff', now: at('17:20'), by: '甲', reason: '换人' },
    });
    expect(await refusal(edit)).toContain('不能更正，也不能作废');
  });
});

describe('verify', () => {
  const check = async () => {
    const { problems, notes } = await verify(await open(session.workspace.root), {});
    return { problems: problems.map(({ path, message }) => `${path} ${message}`), notes: notes.join('\n') };
  };

  it('holds the mark against the entry VOID of the log: none without the other, none of another reason', async () => {
    const { root } = session.workspace;
    await signLog(session, at('17:05'));
    const { record } = await makeVoid('17:10');
    await signLog(session, at('17:15'));
    const sound = await check();
    expect(sound.problems).toEqual([]);
    expect(sound.notes).toContain(`已作废 ${LOG} ${DAY} 第 1 版：2026-11-24 17:10 甲，误签发`);
    const kept = await readFile(join(root, record), 'utf8');

    await writeFile(join(root, record), kept.replace('误签发', '数据有误'));
    asProgram(root, ['commit', '-qam', '更正']);
    expect((await check()).problems.join('\n')).toContain(record);
    asProgram(root, ['reset', '-q', '--hard', 'HEAD~1']);

    await rm(join(root, record));
    asProgram(root, ['commit', '-qam', '删去']);
    expect((await check()).problems.join('\n')).toContain(record);
    asProgram(root, ['reset', '-q', '--hard', 'HEAD~1']);

    // The commit that brought the mark is rewritten with another reason, as whoever has the repository can.
    asProgram(root, ['reset', '-q', '--soft', 'HEAD~1']);
    const log = asProgram(root, ['diff', '--cached', '--name-only']).split('\n');
    expect(log.length).toBeGreaterThan(0);
    await writeFile(join(root, record), kept.replace('误签发', '数据有误'));
    asProgram(root, ['add', '-A']);
    asProgram(root, ['commit', '-qm', '存证']);
    expect((await check()).problems.join('\n')).toContain(record);
  });
});
