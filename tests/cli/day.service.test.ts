/** A day of service, end to end, by the command line alone. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { dateOf, toText } from '../../src/contract/time.ts';
import { tempFolder } from '../support/at-end.ts';
import { opsledger } from '../support/command.ts';
import { opsledgerHere } from '../support/command-here.ts';
import { fillIn } from '../support/fill-in.ts';

const run = promisify(execFile);
const today = dateOf(toText(Temporal.Now.instant()));
const year = today.slice(0, 4);

const inWorkspace = (args: string[], options = {}) => opsledgerHere([...args, '--workspace', workspace], options);
const git = async (...args: string[]) => (await run('git', ['-C', workspace, ...args])).stdout.trim();

const folder = await tempFolder('day');
const workspace = join(folder, 'w');
// In a process of its own, as the service is; the short commands after it need none.
const started = await opsledger(['start', '--once', '--json', '--workspace', workspace]);

describe('a new workspace, started once', () => {
  it('collects whatever the hour, leaves a draft of what is not due yet and builds the site', async () => {
    expect([0, 1]).toContain(started.code);
    const result = JSON.parse(started.stdout) as {
      made: boolean;
      tick: { collected: { record: string }; issued: { issued: { number: string }[] } };
    };
    expect(result.made).toBe(true);
    expect(result.tick.collected.record).toMatch(/^records\/inspection\/\d{4}\/\d{2}\/XJ-\d{8}-001\.json$/);
    const site = join(workspace, '.opsledger', 'cache', 'site');
    const drafts = await readdir(join(site, 'preview'));
    const number = `HQSF-XJ-${today.replaceAll('-', '')}-r1`;
    // Not even after 17:00, when the log is overdue: the contract is not filled in yet.
    expect(result.tick.issued.issued).toEqual([]);
    expect(drafts).toContain(`${number}.html`);
    expect(await readFile(join(site, 'index.html'), 'utf8')).toContain('合同履约正常吗');
  });

  it('reads this machine for real and leaves the contract assets unconfigured', async () => {
    const { stdout } = await inWorkspace(['status', '--json']);
    const { inspection } = JSON.parse(stdout) as { inspection: { counts: Record<string, number> } };
    expect(inspection.counts.normal).toBe(0);
    expect(inspection.counts.unconfigured).toBeGreaterThan(90);
    const { tick } = JSON.parse(started.stdout) as { tick: { collected: { counts: Record<string, number> } } };
    expect(tick.collected.counts.normal).toBeGreaterThan(2);
  });
});

describe('issuing', () => {
  beforeAll(async () => {
    await fillIn(workspace, toText(Temporal.Now.instant()));
    // What is done after 17:00 belongs to the report of the next day.
    const note = `at: ${today} 00:00\ntopic: operation\nasset: app-server-1\ntext: 巡视机房\n`;
    expect((await inWorkspace(['record', 'note', '--from', '-'], { input: note })).code).toBe(0);
  });

  it('archives both daily documents in three formats, at any hour', async () => {
    for (const obligation of ['inspection-log', 'daily-maintenance']) {
      // After 17:00 the log is late, and says why.
      const { code, stdout } = await inWorkspace(['issue', obligation, today, '--reason', '核对', '--json']);
      expect(code).toBe(0);
      const { issued, unchanged } = JSON.parse(stdout) as { issued: unknown[]; unchanged: unknown[] };
      expect([...issued, ...unchanged]).toHaveLength(1);
      const place = join(workspace, 'archive', year, obligation, today, 'r1');
      const files = (await readdir(place)).filter((name) => name.startsWith('HQSF-'));
      expect(files.map((name) => name.split('.').at(-1))).toEqual(['html', 'pdf', 'xlsx']);
      for (const name of files) expect((await readFile(join(place, name))).byteLength).toBeGreaterThan(4000);
    }
  });

  it('prints the Chinese text in embedded TrueType subsets', async () => {
    const place = join(workspace, 'archive', year, 'inspection-log', today, 'r1');
    const pdf = join(place, (await readdir(place)).find((n) => n.endsWith('.pdf')) ?? '');
    const fonts = (await run('pdffonts', [pdf])).stdout.trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/);
    const text = (await run('pdftotext', ['-layout', pdf, '-'])).stdout;
    for (const word of ['系统巡检日志', '自动生成，未经人工确认', '运维工作站', '未配置', '附件与证据清单']) {
      expect(text).toContain(word);
    }
  });

  it('changes nothing the second time: same commit, same files', async () => {
    const before = await git('rev-parse', 'HEAD');
    const { stdout, code } = await inWorkspace(['issue', 'inspection-log', today, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ issued: [], failed: [], unchanged: [{ revision: 1 }] });
    const withReason = await inWorkspace(['issue', 'inspection-log', today, '--reason', '核对', '--json']);
    expect(JSON.parse(withReason.stdout)).toMatchObject({ issued: [], unchanged: [{ revision: 1 }] });
    expect(await git('rev-parse', 'HEAD')).toBe(before);
    expect(await git('status', '--porcelain')).toBe('');
  });
});

describe('records and revisions', () => {
  it('takes a note from standard input and keeps it out of what was issued', async () => {
    const note = `at: ${today} 00:00\ntopic: operation\nasset: app-server-1\ntext: 更换网线\n`;
    const saved = await inWorkspace(['record', 'note', '--from', '-', '--json'], { input: note });
    expect(saved.stderr).toBe('');
    const { id } = JSON.parse(saved.stdout) as { id: string };
    expect(id).toMatch(/^JS-\d{8}-002$/);
    // Written down after the cut, it is the next report's: a revision has nothing new of it.
    const again = await inWorkspace(['issue', 'daily-maintenance', today, '--reason', '补充维护操作', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ issued: [], unchanged: [{ revision: 1 }] });
  });

  it('issues a revision that names what changed, and leaves the first as it was', async () => {
    const id = `JS-${today.replaceAll('-', '')}-001`;
    const correction = { input: `id: ${id}\ntext: 清理临时文件\n` };
    const edited = ['record', 'note', '--from', '-', '--by', '驻点运维工程师', '--reason', '写错'];
    expect((await inWorkspace(edited, correction)).code).toBe(0);
    const { stdout, code } = await inWorkspace([
      'issue',
      'daily-maintenance',
      today,
      '--reason',
      '更正维护操作',
      '--json',
    ]);
    expect(code).toBe(0);
    const { issued } = JSON.parse(stdout) as { issued: { revision: number; files: { html: string } }[] };
    expect(issued[0]?.revision).toBe(2);
    const html = await readFile(join(workspace, issued[0]?.files.html ?? ''), 'utf8');
    for (const word of ['修订说明', '更正维护操作', id, '清理临时文件']) expect(html).toContain(word);
  });

  it('verifies, byte for byte from the inputs', async () => {
    const { code, stdout } = await inWorkspace(['verify', '--rerender', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      checked: { documents: 3, entries: expect.any(Number) },
      problems: [],
    });
    expect((JSON.parse(stdout) as { notes: string[] }).notes).toContain('逐字节重现：3 份');
    expect(code).toBe(0);
  });
});
