/** An answer of a confirmation that reaches no row is refused before anything is saved or issued. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { confirmFile } from '../../../src/pipeline/record/answers-file.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { cleanUp, DAY, git, inspectionDraft, makeWorkspace, open, reading } from '../_workspace.ts';

const startedAt = `${DAY}T09:00:05+08:00`;
const now = `${DAY}T09:30:00+08:00`;
let folder: string;
let session: Session;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opsledger-answers-'));
});

beforeEach(async () => {
  session = await open(await makeWorkspace());
  const disk = (instance: string) =>
    reading({ target: 'app-server-3', metric: 'disk.used', instance, value: 86.4, unit: '%', at: startedAt });
  const readings = [reading({ at: startedAt }), disk('/'), disk('/data')];
  await session.workspace.change('巡检', (c) => c.addRecord('inspection', inspectionDraft(startedAt, { readings })), {
    at: startedAt,
  });
});

afterAll(async () => {
  await cleanUp();
  await rm(folder, { recursive: true, force: true });
});

/** Confirms the day's log with a file, as the command does. */
async function confirmWith(yaml: string, obligation = 'inspection-log') {
  const file = join(folder, '处理措施.yaml');
  await writeFile(file, yaml);
  const person = '驻点运维工程师';
  return confirm(session, { obligation, period: DAY, person, now, ...(await confirmFile(file, now)), shown: file });
}

async function refused(yaml: string, ...says: (string | RegExp)[]) {
  const head = git(session.workspace.root, 'rev-parse', 'HEAD');
  const error = await confirmWith(yaml).then(
    () => undefined,
    (e: Error) => e,
  );
  expect(error).toMatchObject({ name: 'UserError', exitCode: 2 });
  for (const part of ['处理措施.yaml', ...says]) expect(error?.message).toMatch(part);
  expect(git(session.workspace.root, 'rev-parse', 'HEAD')).toBe(head);
  expect(git(session.workspace.root, 'status', '--porcelain')).toBe('');
}

const measure = (check: string, target: string, more = '') =>
  `measures:\n  - { check: ${check}, target: ${target}, action: 已处理${more} }\n`;
const manual = (check: string, target: string) =>
  `manual:\n  - { check: ${check}, target: ${target}, result: normal, by: 姓名 }\n`;

describe('a measure', () => {
  it('with a mistyped check is refused, with the row that was meant', () =>
    refused(
      measure('host-dsk', 'app-server-3'),
      '处理措施对不上巡检草稿的任何一行',
      /位置：measures\[0\]/,
      /实际：check: host-dsk，target: app-server-3/,
      /应为：[\s\S]*check: host-disk，target: app-server-3，instance: \/data（应用服务器 3.* 磁盘使用率 \/data，异常）/,
    ));

  it('with an unknown asset or instance is refused', async () => {
    await refused(measure('host-disk', 'app-server-33'), /check: host-disk，target: app-server-3，/);
    await refused(measure('host-disk', 'app-server-3', ', instance: /date'), /instance: \/date/, /instance: \/data（/);
  });

  it('with a permit that is no record is refused', () =>
    refused(
      measure('host-disk', 'app-server-3', ', permit: XK-20261124-009'),
      /引用的记录不存在/,
      /measures\[0\]\.permit/,
      /实际：XK-20261124-009/,
      /应为：已有的操作许可编号/,
    ));

  it('that stands behind another of the same row is refused, and all that are wrong are counted', async () => {
    const twice = `${measure('host-disk', 'app-server-3')}  - { check: host-disk, target: app-server-3, action: 又一次 }\n`;
    await refused(twice, '写了两次', /measures\[1\]/);
    const wrong = `${measure('x', 'y')}  - { check: z, target: y, action: 无 }\n${manual('v', 'w')}`;
    await refused(wrong, /另有 2 条同样不对（measures\[1\]、manual\[0\]）/);
  });
});

describe('a manual result', () => {
  it('of no row is refused, with the nearest', () =>
    refused(
      manual('subsystem-logon', 'subsystem-hr'),
      /manual\[0\]（人工检查结果）/,
      /check: subsystem-login，target: subsystem-hr/,
    ));

  it('of a row that was measured is refused, because it would not be printed', () =>
    refused(manual('host-disk', 'app-server-3'), '人工检查结果不会采用', /这一行为异常（86\.4 %）/));

  it('of a check that a machine makes is refused, though nothing was read', () =>
    refused(manual('host-memory', 'app-server-3'), '该项由自动采集', /这一行为(?:未配置|无法采集)/));

  it('of a kind beside one of its members is refused', () =>
    refused(
      `${manual('device-appearance', 'attendance')}  - { check: device-appearance, target: attendance-3, result: abnormal, by: 姓名 }\n`,
      '写了两次',
      /manual\[0\]/,
    ));
});

describe('what is right', () => {
  it('is saved and printed in the document that is issued at once', async () => {
    const result = await confirmWith(
      `${measure('host-disk', 'app-server-3', ', instance: /data')}${manual('device-appearance', 'attendance-3')}`,
    );
    const html = await readFile(join(session.workspace.root, result.issue.issued[0]?.files.html ?? ''), 'utf8');
    expect(html).toContain('已处理');
  });

  it('is not taken by another document than the log', async () => {
    await expect(confirmWith(measure('host-disk', 'app-server-3'), 'daily-maintenance')).rejects.toThrow(
      /日常维护报告不收处理措施[\s\S]*inspection-log/,
    );
  });

  it('is the example of the manual, as it stands there, in a new workspace', async () => {
    const page = await readFile(join(import.meta.dirname, '../../../knowledge-base/manual/02-daily-work.md'), 'utf8');
    const yaml = /```yaml\n(measures:[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const result = await confirmWith(yaml);
    const html = await readFile(join(session.workspace.root, result.issue.issued[0]?.files.html ?? ''), 'utf8');
    for (const word of ['清理临时文件 42 GB，复测 71.0 %', '已列入本月补丁窗口', '网口灯不亮'])
      expect(html).toContain(word);
  });
});
