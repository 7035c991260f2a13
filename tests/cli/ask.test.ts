/** Questions on a terminal: checked at once, asked again, and given up without a trace. */
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askMeasures, askRecord, askSeen, askYes } from '../../src/cli/ask.ts';
import { type Asker, openAsker } from '../../src/cli/asker.ts';
import { addRecord } from '../../src/pipeline/record/add.ts';
import { openEntry } from '../../src/pipeline/record/entry.ts';
import { DAY, git, makeWorkspace, open } from '../pipeline/_workspace.ts';

const NOW = `${DAY}T10:30:00+08:00`;

/** Types the answers one by one, each when its question has been asked. */
function person(...answers: string[]): { asker: Asker; said: () => string } {
  const input = new PassThrough();
  const output = new PassThrough();
  let text = '';
  output.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    if (/[：]$/.test(part) && answers.length > 0) setImmediate(() => input.write(answers.shift()));
  });
  return { asker: openAsker({ input, output, terminal: true }), said: () => text };
}

const session = await open(await makeWorkspace());

const entry = (kind: string) => openEntry(session, { kind, now: NOW });

describe('a record asked for field by field', () => {
  it('asks again for what is wrong, takes the Chinese word of a choice, and saves what was answered', async () => {
    const { asker, said } = person(
      '昨天\n', // no time
      '2026-11-24 09:10\n',
      '\n', // the day of it
      '诗歌\n', // no topic
      '维护操作\n',
      'app-server-1\n',
      '\n',
      'XK-20261124-009\n', // no such permit
      '\n',
      '已完成\n',
      '\n', // required
      '清理临时文件\n',
    );
    const answers = await askRecord(await entry('note'), asker);
    for (const word of ['实际 昨天', '应为 时间', '实际 诗歌', 'XK-20261124-009 没有登记', '内容）：实际 （缺少）']) {
      expect(said()).toContain(word);
    }
    const { id } = await addRecord(session, answers, '终端输入', { kind: 'note', now: NOW });
    const saved = await session.workspace.records.get(id);
    expect(saved?.record).toMatchObject({
      at: '2026-11-24T09:10:00+08:00',
      date: DAY,
      topic: 'operation',
      asset: 'app-server-1',
      result: '已完成',
      text: '清理临时文件',
    });
  });

  it('asks again for what the rules of the kind refuse when all is answered', async () => {
    const { asker, said } = person(
      '\n',
      '\n',
      '其他\n',
      'no-such-asset\n',
      '\n',
      '\n',
      '\n',
      '内容\n',
      'app-server-2\n',
    );
    const answers = await askRecord(await entry('note'), asker);
    expect(said()).toContain('实际 no-such-asset');
    expect(answers).toEqual({ topic: 'other', asset: 'app-server-2', text: '内容' });
  });

  it.each([
    ['Ctrl+C', '\u0003'],
    ['Ctrl+D', '\u0004'],
  ])('is given up by %s: a message, exit 2, nothing saved', async (_name, key) => {
    const head = git(session.workspace.root, 'rev-parse', 'HEAD');
    const { asker } = person('\n', key);
    await expect(askRecord(await entry('note'), asker)).rejects.toMatchObject({
      message: '已取消，没有保存',
      exitCode: 2,
    });
    expect(git(session.workspace.root, 'rev-parse', 'HEAD')).toBe(head);
  });

  it('points to the example where a kind has lists to fill in', async () => {
    const { asker } = person();
    await expect(askRecord(await entry('incident'), asker)).rejects.toThrow(/record incident --example > 文件\.yaml/);
  });
});

describe('measures asked for row by row', () => {
  const rows = [
    {
      check: 'host-disk',
      target: 'app-server-3',
      instance: '/data',
      text: '应用服务器 3 磁盘使用率 /data：86.4 %',
      contract: true,
    },
    { check: 'host-cpu', target: 'app-server-1', instance: null, text: '应用服务器 1 CPU：99 %', contract: true },
  ];
  const permitProblem = (id: string) => Promise.resolve(id === 'XK-20261124-001' ? null : `${id} 不是已登记的许可`);

  it('checks a permit when it is given, and leaves out what was skipped', async () => {
    const { asker, said } = person('清理\n', 'XK-1\n', 'XK-20261124-001\n', '\n');
    const measures = await askMeasures(rows, permitProblem, asker);
    expect(measures).toEqual([
      { check: 'host-disk', target: 'app-server-3', instance: '/data', action: '清理', permit: 'XK-20261124-001' },
    ]);
    expect(said()).toContain('XK-1 不是已登记的许可');
    expect(said()).toContain('有 2 项需要写明处理措施');
  });

  it('is given up by Ctrl+C', async () => {
    const { asker } = person('清理\n', '\u0003');
    await expect(askMeasures(rows, permitProblem, asker)).rejects.toThrow('已取消，没有保存');
  });
});

describe('whether a list was seen', () => {
  it.each([
    ['y\n', true],
    ['是\n', true],
    ['\n', false],
    ['没有\n', false],
  ])('%j: only a plain yes is one', async (answer, seen) => expect(await askSeen(person(answer).asker)).toBe(seen));

  it('is no yes when the question was left open: what was told is of another time', async () => {
    const overnight = () => {
      const times = [`${DAY}T16:59:00+08:00`, '2026-11-25T08:30:00+08:00'];
      return () => times.shift() ?? '';
    };
    await expect(askYes('签发？：', person('y\n').asker, overnight())).rejects.toThrow('搁置太久才回答，没有办理');
    expect(await askYes('签发？：', person('\n').asker, overnight())).toBe(false);
  });
});
