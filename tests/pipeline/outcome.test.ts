/** Exit code 3 says what became of the data. */
import { expect, test } from 'vitest';
import { EnvironmentError, UserError } from '../../src/contract/error.ts';
import { tellingOutcome } from '../../src/pipeline/outcome.ts';
import type { Session } from '../../src/pipeline/session.ts';

/** A command that saves so often and then fails. */
async function toldAfter(saved: number, error: Error): Promise<string> {
  let count = 5;
  const session = { workspace: { changesMade: () => ({ count, last: '登记工作记事' }) } } as unknown as Session;
  const work = () => {
    count += saved;
    return Promise.reject(error);
  };
  return tellingOutcome(session, work).catch((thrown: Error) =>
    thrown instanceof EnvironmentError ? thrown.told : thrown.message,
  );
}

const full = () => new EnvironmentError('磁盘空间不足', { file: 'records' });

test('nothing was changed', async () => {
  expect(await toldAfter(0, full())).toBe('磁盘空间不足\n  文件：records\n  结果：没有改动任何数据');
});

test('what was saved before stays', async () => {
  expect(await toldAfter(2, full())).toContain('结果：出错以前已保存 2 次改动，仍然有效（最近一次：登记工作记事）');
});

test('what the failed change itself knows comes first', async () => {
  const half = full();
  half.outcome = '会自动完成';
  expect(await toldAfter(0, half)).toMatch(/结果：会自动完成$/);
  const later = full();
  later.outcome = '会自动撤回';
  expect(await toldAfter(1, later)).toMatch(/结果：会自动撤回；出错以前已保存 1 次改动/);
});

test('an input that cannot be used is told as it is', async () => {
  expect(await toldAfter(0, new UserError('没有这条记录'))).toBe('没有这条记录');
});
