/** A library: documents count by their delivery, one by the purchaser's receipt, one by its issue; and the same paper by issue alone. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { dueLines } from '../../src/cli/due-lines.ts';
import { statusLines } from '../../src/cli/status-lines.ts';
import { checkContract } from '../../src/pipeline/check/check.ts';
import { needsAttention } from '../../src/pipeline/plan/due-items.ts';
import { planAt } from '../../src/pipeline/plan/plan.ts';
import { handoverWords, siteOccurrence } from '../../src/pipeline/publish/occurrence.ts';
import { withdraw } from '../../src/pipeline/record/withdraw.ts';
import { planSource, type Session } from '../../src/pipeline/session.ts';
import { due } from '../../src/pipeline/status/due.ts';
import { status } from '../../src/pipeline/status/status.ts';
import { recount } from '../../src/recount/recount.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { maskFor } from '../../src/sections/parts/mask.ts';
import { looksOf } from '../../src/site/lib/states.ts';
import { signedScan } from '../support/signed.ts';
import { fault, issued, makeWorkspace, open, record, rowsOf, textsOf } from './_contract.ts';

const at = (text: string): string => `2026-11-${text.replace(' ', 'T')}:00+08:00`;
const in12 = (text: string): string => `2026-12-${text.replace(' ', 'T')}:00+08:00`;

/** @param byIssue the same contract without its word on delivery */
async function workspace(byIssue: boolean): Promise<{ root: string; session: Session }> {
  const root = await makeWorkspace({ like: 'blank', from: '2026-11-02', fixture: 'library' });
  if (byIssue) {
    for (const name of ['contract', 'obligations', 'registers']) {
      const file = join(root, `contract/${name}.yaml`);
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll(/^ *onTimeBy: .*\n/gm, ''));
    }
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
    execFileSync('git', ['-C', root, ...who, 'commit', '--quiet', '--all', '--message=按签发']);
  }
  return { root, session: await open(root) };
}

/** 送达 or, with the purchaser's hand on it unless it is only told, 签收 of a first revision. */
async function act(
  session: Session,
  action: 'deliver' | 'receive',
  document: string,
  time: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const [obligation, period] = document.split('/');
  const shown = action === 'receive' ? { attachments: [signedScan(time)] } : {};
  const row = { at: time, action, obligation, period, revision: 1, person: '白主管', ...shown, ...more };
  const [id = ''] = await record(session, 'signoff', [row]);
  return id;
}

/** How one document stands: in `due` as a line (null: not listed), in the plan, in `status`. */
async function standing(session: Session, document: string, now: string) {
  const [obligation, period] = document.split('/');
  const listed = (await due(session, now, now)).items.filter(
    (one) => one.obligation === obligation && one.period === period,
  );
  const plan = await planAt(planSource(session), now);
  const item = plan.items.find((one) => one.obligation.id === obligation && one.occurrence.period === period);
  const found = await status(session, now);
  return {
    due: dueLines(listed).map((cells) => cells.join(' ').replaceAll(/ +/g, ' ').trim())[0] ?? null,
    attention: listed.some(needsAttention),
    state: item?.state,
    site: item && siteOccurrence(item, maskFor('supplier'), new Map(), () => ({ text: '' }), now),
    states: found.states,
    status: statusLines(found).join('\n'),
  };
}

const one = (made: Map<string, ReportDocument>): ReportDocument => [...made.values()][0] as ReportDocument;

/** What its first page says, and the rows of 交付物完成表. */
function told(document: ReportDocument): { sentence: string; rows: string[] } {
  const { blocks = [] } = document.sections.find(({ opening }) => opening === true) ?? {};
  const sentence = JSON.stringify(blocks);
  return { sentence, rows: rowsOf(document, 'deliveries') };
}

describe('a contract that counts the delivery', () => {
  let root: string;
  let session: Session;
  let lateDelivery: string;
  beforeAll(async () => {
    ({ root, session } = await workspace(false));
    await issued(session, { obligation: 'weekly', period: '2026-W45', now: at('09 08:00') });
    await act(session, 'deliver', 'weekly/2026-W45', at('09 09:30'));
    await issued(session, { obligation: 'weekly', period: '2026-W46', now: at('16 08:00') });
  });

  test('its data can be used as they are', async () => {
    const { usable, causes } = await checkContract(root);
    expect([usable, causes.map(({ cause }) => cause)]).toEqual([true, expect.any(Array)]);
  });

  test('issued in time it waits for its delivery, with its deadline, and calls for nobody', async () => {
    const found = await standing(session, 'weekly/2026-W46', at('16 09:00'));
    expect(found.due).toBe(
      '待送达 2026-11-16 10:00 维护周报 2026-W46 缺 送达 → opsledger deliver LIBR-ZB-2026W46-r1 --by 送达人',
    );
    expect(found.attention).toBe(false);
    expect(found.status).toContain('待送达 1 项：维护周报，已签发，期限 2026-11-16 10:00');
    expect(found.status).toContain('按期 1 项');
    expect(found.state).toBe('awaiting');
    expect(found.states).toMatchObject({ 'on-time': 1, awaiting: 1 });
  });

  test('not delivered by its time it is late, and still awaited', async () => {
    const found = await standing(session, 'weekly/2026-W46', at('16 10:01'));
    expect(found.due).toMatch(/^逾期未送达 2026-11-16 10:00 维护周报 2026-W46 缺 送达 → opsledger deliver/);
    expect(found.attention).toBe(true);
    expect(found.status).toContain('逾期未送达 1 项：维护周报，已签发，期限已过');
    expect(found.status).toMatch(/^合同履约存在问题：/);
    expect(found.state).toBe('undelivered');
  });

  test('delivered half an hour late it is late, with both times', async () => {
    lateDelivery = await act(session, 'deliver', 'weekly/2026-W46', at('16 10:30'), { reason: '送件人途中耽搁' });
    const found = await standing(session, 'weekly/2026-W46', at('16 11:00'));
    expect(found.due).toBeNull();
    expect(found.status).toContain('逾期送达 1 项');
    expect(found.status).toContain('按期 1 项');
    expect(found.site).toMatchObject({
      ...{ state: 'delivered-late', stateText: '逾期送达', issuedAt: at('16 08:00') },
      handedOver: { what: '送达', at: at('16 10:30') },
    });
    expect(looksOf(handoverWords(session.workspace.contract)).map(({ look }) => look.word)).toContain('逾期送达或签收');
  });

  test('the next report says so, in its first sentence and its list', async () => {
    const made = one(await issued(session, { obligation: 'weekly', period: '2026-W47', now: at('23 09:00') }));
    const { sentence, rows } = told(made);
    expect(sentence).toContain('1 份交付物未按期交付');
    expect(rows).toContain(
      '维护周报 2026 年第 46 周（2026-11-09 至 2026-11-15） | 2026-11-16 10:00 | 2026-11-16 08:00 | 2026-11-16 10:30 | 未登记签收 | 逾期送达 | 送件人途中耽搁',
    );
    const texts = textsOf(made).join('\n');
    expect(texts).toContain('未按期交付清单');
    expect(texts).toContain('“按期”按合同判定：');
  });

  test('the score takes one late day for it, and none where nothing was late', async () => {
    await act(session, 'deliver', 'weekly/2026-W47', at('23 09:45'));
    const made = one(await issued(session, { obligation: 'half-year-score', period: '2026-H2', now: at('24 09:00') }));
    expect(textsOf(made).find((text) => text.startsWith('半年考核：'))).toContain('扣分 2 分，得 98 分');
    expect(textsOf(made).join('\n')).toContain('维护周报 2026-W46：期限 2026-11-16，2026-11-16 送达，迟 1 日');
  });

  test('where the record of the delivery is withdrawn it waits again, and an earlier time that is typed later makes nothing punctual', async () => {
    const correction = { reason: '送达时间写错', by: '白主管', now: at('25 09:00') };
    await withdraw(session, { record: lateDelivery, ...correction });
    expect((await standing(session, 'weekly/2026-W46', at('25 09:01'))).state).toBe('undelivered');
    await act(session, 'deliver', 'weekly/2026-W46', at('16 09:50'), { enteredAt: at('25 09:30') });
    const found = await standing(session, 'weekly/2026-W46', at('25 10:00'));
    expect(found.status).toContain('按期 2 项');
    expect(found.site).toMatchObject({
      state: 'delivered-late',
      handedOver: { at: at('16 09:50'), writtenAt: at('25 09:30') },
    });
    const made = one(await issued(session, { obligation: 'weekly', period: '2026-W48', now: at('30 09:00') }));
    const { sentence, rows } = told(made);
    expect(sentence).toContain('到期的交付物 1 份均按期交付');
    expect(rows.find((row) => row.startsWith('更正'))).toBeUndefined();
  });

  test('what counts by the receipt waits for the purchaser, whose hand has to be seen', async () => {
    await issued(session, { obligation: 'month-sheet', period: '2026-11', now: in12('04 09:00') });
    const sheet = 'month-sheet/2026-11';
    expect((await standing(session, sheet, in12('04 09:30'))).due).toContain('缺 送达 → opsledger deliver');
    await act(session, 'deliver', sheet, in12('04 10:00'));
    const waiting = await standing(session, sheet, in12('04 10:30'));
    expect(waiting.due).toMatch(
      /^待签收 2026-12-05 12:00 维护月结单 2026-11 缺 签收 → opsledger receive .* --scan 扫描件$/,
    );
    await act(session, 'receive', sheet, in12('04 11:00'), { attachments: [] });
    const claimed = await standing(session, sheet, in12('05 12:01'));
    expect(claimed.due).toMatch(/^逾期未签收 .*；签收为供应商登记，待采购人确认/);
    await act(session, 'receive', sheet, in12('06 09:00'));
    const late = await standing(session, sheet, in12('06 10:00'));
    expect(late.site).toMatchObject({ stateText: '逾期签收', handedOver: { what: '签收', at: in12('06 09:00') } });
    expect(late.status).toContain('逾期送达或签收 2 项');
  });

  test('reports of a fault and the list of documents tell each by its own fact', async () => {
    await record(session, 'incident', [
      fault('down', { reported: '12-07 09:00', restored: '12-07 11:00' }, { title: '借还机停用', assets: ['kiosk-1'] }),
    ]);
    const [event] = (await session.workspace.records.list('incident')).records;
    await issued(session, {
      obligation: 'fault-note',
      period: `${event?.id}-c`,
      now: in12('07 11:10'),
      reason: '补报',
    });
    await act(session, 'deliver', `fault-note/${event?.id}-c`, in12('07 11:20'));
    const end = one(
      await issued(session, { obligation: 'fault-note', period: `${event?.id}-z`, now: in12('08 09:00') }),
    );
    expect(rowsOf(end, 'reports')[0]).toContain('逾期送达 | 2026-12-07 11:20');
    const list = one(await issued(session, { obligation: 'document-list', period: '2026-11', now: in12('03 09:00') }));
    // By number: the score, which is due in January, W45, W46 whose delivery was written down late, W47, and W48, which was never delivered.
    expect(rowsOf(list, 'table-1').map((row) => row.split(' | ').at(-1))).toEqual([
      ...['待送达', '按期', '逾期送达', '按期', '逾期未送达'],
    ]);
  });

  test('what counts again agrees', async () => {
    const again = await recount(root);
    expect(again.differences).toEqual([]);
    expect(again.compared).toBeGreaterThan(20);
  });
});

describe('the same contract without its word on delivery', () => {
  let session: Session;
  beforeAll(async () => {
    ({ session } = await workspace(true));
    await issued(session, { obligation: 'weekly', period: '2026-W46', now: at('16 08:00') });
  });

  test('is kept by the issue, and knows no state of delivery', async () => {
    const found = await standing(session, 'weekly/2026-W46', at('16 10:01'));
    expect(found.state).toBe('on-time');
    expect(found.due).toBeNull();
    await act(session, 'deliver', 'weekly/2026-W46', at('16 10:30'));
    const later = await standing(session, 'weekly/2026-W46', at('16 11:00'));
    expect(later.states).toMatchObject({ 'on-time': 1 });
    expect(later.site?.handedOver).toBeUndefined();
    const words = looksOf(handoverWords(session.workspace.contract)).map(({ look }) => look.word);
    // How many wait for the purchaser's signature is no state of theirs.
    const status = later.status.replace(/^待签收　.*$/m, '');
    expect([status, ...words].join('\n')).not.toMatch(/待送达|逾期送达|逾期未送达|签收/);
  });

  test('its report and its score go by the issue too', async () => {
    await issued(session, { obligation: 'weekly', period: '2026-W45', now: at('16 09:00'), reason: '补报' });
    const made = one(await issued(session, { obligation: 'weekly', period: '2026-W47', now: at('23 09:00') }));
    const { rows } = told(made);
    expect(rows.filter((row) => row.startsWith('维护周报 2026-W46'))).toEqual([]);
    const texts = textsOf(made).join('\n');
    expect(texts).toContain('未按期交付清单（按签发）');
    expect(texts).not.toMatch(/逾期送达|逾期未送达|按期签收/);
    const score = one(await issued(session, { obligation: 'half-year-score', period: '2026-H2', now: at('24 09:00') }));
    expect(textsOf(score).join('\n')).toContain('维护周报 2026-W45：期限 2026-11-09，2026-11-16 签发，迟 7 日');
    expect(textsOf(score).join('\n')).not.toContain('维护周报 2026-W46：');
  });
});
