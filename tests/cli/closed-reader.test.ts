/** Who reads may stop at any line, and hears of what is abnormal by its name. */
import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { outcomeLines } from '../../src/cli/outcome-lines.ts';
import { allowClosing } from '../../src/cli/terminal.ts';
import type { CollectResult } from '../../src/pipeline/collect/collect.ts';

it('a reader that closes the pipe (`--help | head`) is no error; anything else is', () => {
  const stream = new EventEmitter();
  allowClosing(stream as unknown as NodeJS.WriteStream);
  const failed = (code: string) => () => stream.emit('error', Object.assign(new Error(code), { code }));
  expect(failed('EPIPE')).not.toThrow();
  expect(failed('EIO')).toThrow('EIO');
});

it('what a collecting found abnormal is named beside the counts', () => {
  const counts = { normal: 1, abnormal: 1 } as CollectResult['contract'];
  const abnormal = ['应用服务器 3 的磁盘使用率：91 %（标准 ≤ 80 %）'];
  const lines = outcomeLines({ contract: counts, opsHost: {} as CollectResult['opsHost'], opsHostName: '', abnormal });
  expect(lines).toEqual(['合同内 2 项：正常 1 · 异常 1', '异常　应用服务器 3 的磁盘使用率：91 %（标准 ≤ 80 %）']);
  const many = Array.from({ length: 30 }, (_, n) => String(n));
  expect(
    outcomeLines({ contract: counts, opsHost: {} as CollectResult['opsHost'], opsHostName: '', abnormal: many }).at(-1),
  ).toBe('另有异常 10 项，见巡检日志的预览');
});
