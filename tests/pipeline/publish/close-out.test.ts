/** A project that both sides closed: whenever somebody looks at it afterwards, it stands as it stood then. */
import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDateTime } from '../../../src/contract/time.ts';
import { documentLines } from '../../../src/desk/documents/lines.ts';
import { keptPlan } from '../../../src/desk/kept-plan.ts';
import { composeDocument } from '../../../src/pipeline/compose/compose.ts';
import { wholeDeliverable } from '../../../src/pipeline/deliverable-facts.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import { withdraw } from '../../../src/pipeline/record/withdraw.ts';
import { remindFacts } from '../../../src/pipeline/remind/reminder-facts.ts';
import { composeSource, planSource, type Session } from '../../../src/pipeline/session.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { recount } from '../../../src/recount/recount.ts';
import { openRepository } from '../../../src/recount/repository.ts';
import note from '../../../src/subjects/work/kinds/note.ts';
import { manifestsOf } from '../../faults/composing/_compared.ts';
import { compareSite } from '../../recount/site/_site.ts';
import { siteWorld } from '../../recount/site/_site-world.ts';
import { demoMonth } from '../../support/demo-month.ts';
import { pdfSaying } from '../../support/scans.ts';
import { figuresBelow } from '../../support/site-figures.ts';
import { open } from '../_workspace.ts';

const LAST = '2025-12-31';
const CLOSED = '2026-01-07T17:30:00+08:00';
const SOON = '2026-01-07T18:00:00+08:00';
const WEEK = '2026-01-14T18:00:00+08:00';
const YEARS = '2028-01-07T18:00:00+08:00';
const PAPER = { document: '结项确认单', handledBy: '供应商负责人', confirmedBy: '采购人负责人' };

let folder: string;
let root: string;
let session: Session;

beforeAll(async () => {
  folder = await demoMonth();
  root = join(folder, 'w');
  const file = join(root, 'contract', 'contract.yaml');
  const text = (await readFile(file, 'utf8')).replace(/^ {2}to: \d{4}-\d\d-\d\d$/m, `  to: ${LAST}`);
  await writeFile(file, text);
  await writeFile(join(folder, 'closing.pdf'), pdfSaying('closed by both sides'));
  execFileSync('git', ['-C', root, '-c', 'user.name=T', '-c', 'user.email=t@localhost', 'commit', '-qam', 'end']);
  session = await open(root);
}, 600_000);
afterAll(async () => {
  await session.close();
  await rm(folder, { recursive: true, force: true });
});

const enter = (value: object, now: string, signed: string[] = []) =>
  addRecord(session, value, '输入', { kind: 'close-out', now, by: '测试员', signed });

/** All that somebody can see of it at a moment, without the one line that says when that was. */
async function seenAt(now: string): Promise<Record<string, unknown>> {
  const { builtAt, ...model } = (await siteContent(session, now)).model;
  expect(builtAt).toBe(now);
  const { now: asked, ...told } = await status(session, now);
  expect(asked).toBe(now);
  return {
    ...{ model, status: told, due: await due(session, now, now), reminders: await remindFacts(session, now) },
    desk: await documentLines(session, now, keptPlan),
  };
}

/** What the site prints at a moment, and what is counted again of it. */
async function siteAgain(now: string) {
  const { model } = await siteContent(session, now);
  const commit = execFileSync('git', ['-C', root, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const world = siteWorld(openRepository(root), manifestsOf(root), { commit, at: now });
  const { compared, differences } = compareSite(world, figuresBelow(model));
  expect(compared).toBeGreaterThan(700);
  return differences;
}

const text = (value: unknown): string => JSON.stringify(value, (_key, one) => (one instanceof Map ? [...one] : one));

describe('a project that is closed', () => {
  it('is not closed while it is served, nor by the word of the supplier alone', async () => {
    const early = enter({ ...PAPER, at: '2025-12-30T17:30:00+08:00' }, '2025-12-30T18:00:00+08:00');
    await expect(early).rejects.toThrow(/服务期还没有结束，不能结项[\s\S]*2025-12-31/);
    const added = await enter({ ...PAPER, at: CLOSED }, CLOSED);
    expect(added.claimed).toBe(true);
    expect(added.notices.join()).toMatch(/结项时还有：.*以前照常计时/);
    expect((await status(session, SOON)).closed.join()).toMatch(/待采购人确认：时限照常计算/);
    expect((await remindFacts(session, YEARS)).documents).not.toEqual([]);
    expect((await due(session, YEARS, YEARS)).ended).toBe(false);
    await expect(enter({ ...PAPER, at: CLOSED }, SOON)).rejects.toThrow(new RegExp(`已经结项[\\s\\S]*${added.id}`));
    await withdraw(session, { record: added.id, reason: '没有签字', by: '测试员', now: CLOSED });
  });

  it('counts up to the last day of service until then, as the second count does, on the day and two years later', {
    timeout: 300_000,
  }, async () => {
    expect(await siteAgain(SOON)).toEqual([]);
    expect(await siteAgain(YEARS)).toEqual([]);
  });

  it('stands as it stood, on that day, a week and two years later', { timeout: 300_000 }, async () => {
    const { id, claimed, notices } = await enter({ ...PAPER, at: CLOSED }, CLOSED, [join(folder, 'closing.pdf')]);
    expect(claimed).toBe(false);
    expect((await due(session, YEARS, YEARS)).ended).toBe(true);
    expect(notices.join()).toMatch(/结项时还有：.*不再计时/);
    const at = await seenAt(SOON);
    for (const later of [WEEK, YEARS]) {
      const seen = await seenAt(later);
      for (const part of Object.keys(at)) expect(text(seen[part]), `${part} ${later}`).toBe(text(at[part]));
    }
    expect(text(at['status'])).toContain(`已于 2026-01-07 17:30 结项（${id}`);
    expect(at['reminders']).toEqual({ documents: [], clocks: [], expiries: [], unsigned: [] });
  });

  it('lets nothing grow older in what is first issued after it, but for the moment of that', {
    timeout: 300_000,
  }, async () => {
    const { items } = await planAt(planSource(session), SOON);
    const made = new Map(items.filter((one) => one.hasEvidence).map((one) => [one.obligation.id, one]));
    expect(made.size).toBeGreaterThan(20);
    for (const { obligation, occurrence } of made.values()) {
      const deliverable = await wholeDeliverable(session.deliverables, obligation.id);
      const issuedAt = async (now: string): Promise<string> => {
        const { document, figures } = await composeDocument(composeSource(session), {
          ...{ deliverable, obligation, occurrence, revision: 1, issuedAt: now, readAt: now },
          ...{ late: null, revises: null, firstIssuedAt: null },
        });
        return text([document.sections, figures]).replaceAll(now, 'NOW').replaceAll(formatDateTime(now), 'NOW');
      };
      expect(await issuedAt(YEARS), obligation.id).toBe(await issuedAt(WEEK));
    }
  });

  it('is counted and made again the same by the second count and by `verify`', { timeout: 300_000 }, async () => {
    const named = { obligation: 'service-review', period: 'service', now: YEARS };
    const { issued, failed } = await issue(session, { ...named, seen: () => Promise.resolve(true) });
    expect(failed).toEqual([]);
    const [number = ''] = issued.map((one) => one.number);
    expect(number).toMatch(/-r1$/);
    const own = (found: readonly unknown[]): unknown[] => found.filter((one) => JSON.stringify(one).includes(number));
    expect(own(recount(root).differences)).toEqual([]);
    expect(own((await verify(session, { rerender: true })).problems)).toEqual([]);
    expect(await siteAgain(YEARS)).toEqual([]);
  });

  it('tells of what was written down after it', async () => {
    const { id: _id, schema: _schema, kind: _kind, attachments: _a, ...example } = note.example;
    const entered = { ...example, date: '2025-12-30', text: '移交钥匙', at: '2025-12-30T10:00:00+08:00' };
    const { id } = await addRecord(session, entered, '输入', { kind: 'note', now: WEEK, by: '测试员' });
    expect((await status(session, YEARS)).closed.at(-1)).toBe(`结项之后登记的记录 1 条：${id}`);
    const { closed } = (await siteContent(session, YEARS)).model;
    expect(closed?.later.map((one) => one.text)).toEqual([`工作记事 ${id}　2026-01-14 18:00 登记`]);
  });
});
