import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../src/sources/command.ts';
import { pause, withDeadline } from '../../src/sources/deadline.ts';
import { until } from '../support/collect.ts';

describe('withDeadline', () => {
  test('work that ignores the signal is left behind at the deadline', async () => {
    const started = performance.now();
    await expect(withDeadline(0.1, () => new Promise(() => undefined))).rejects.toMatchObject({
      reason: '超时（0.1 s）',
    });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('gives the result, and aborts the signal so that nothing lives on', async () => {
    let seen: AbortSignal | undefined;
    const result = await withDeadline(5, (signal) => {
      seen = signal;
      return Promise.resolve(7);
    });
    expect([result, seen?.aborted]).toEqual([7, true]);
  });

  test('a pause ends with the signal', async () => {
    await expect(withDeadline(0.1, (signal) => pause(60_000, signal))).rejects.toMatchObject({
      reason: '超时（0.1 s）',
    });
  });
});

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('runCommand', () => {
  const never = new AbortController().signal;

  test('reads output and exit code, in English, without our secrets', async () => {
    process.env['OPSLEDGER_TEST_SECRET'] = 'hunter2';
    const result = await runCommand(
      'sh',
      ['-c', 'echo "$LC_ALL [$OPSLEDGER_TEST_SECRET]"; echo warn >&2; exit 3'],
      never,
    );
    delete process.env['OPSLEDGER_TEST_SECRET'];
    expect(result).toEqual({ code: 3, stdout: 'C []\n', stderr: 'warn\n' });
  });

  test('a missing program is named', async () => {
    await expect(runCommand('opsledger-no-such-program', [], never)).rejects.toMatchObject({
      reason: '缺少命令 opsledger-no-such-program',
    });
  });

  test('the deadline kills the program and what it started', async () => {
    const controller = new AbortController();
    const folder = mkdtempSync(join(tmpdir(), 'opsledger-command-'));
    const pidFile = join(folder, 'pid');
    const running = runCommand('sh', ['-c', `sleep 300 & echo $! > ${pidFile}; wait`], controller.signal);
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').includes('\n'));
    const grandchild = Number(readFileSync(pidFile, 'utf8'));
    expect(alive(grandchild)).toBe(true);
    controller.abort(new Error('deadline'));
    await expect(running).rejects.toThrow('deadline');
    await until(() => !alive(grandchild));
    rmSync(folder, { recursive: true });
  });

  test('endless output is cut off', async () => {
    await expect(runCommand('yes', [], never)).rejects.toMatchObject({ reason: '命令输出过大' });
  });
});
