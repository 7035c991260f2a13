/** Hints as they work where the person is. */
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, expect, it } from 'vitest';
import { asTyped, setTyping } from '../../src/cli/typed-command.ts';
import { opsledger } from '../support/command.ts';

const ROOT = join(import.meta.dirname, '..', '..');

function program(): Command {
  const root = new Command('opsledger');
  for (const name of ['due', 'confirm', 'issue', 'init']) root.command(name).option('--workspace <dir>');
  root.command('site').command('build').option('--workspace <dir>');
  return root;
}
const typed = (text: string, args: string[], env: Record<string, string>) => {
  setTyping(program(), args, env);
  return asTyped(text);
};
afterAll(() => setTyping(new Command(), [], {}));

const NPM = { npm_lifecycle_event: 'opsledger', INIT_CWD: ROOT };

it.each<[string, string, string[], Record<string, string>, string]>([
  ['as the manual writes it, without npm', '运行 opsledger due 查看', [], {}, '运行 opsledger due 查看'],
  ['through npm', '运行 opsledger due 查看', [], NPM, '运行 npm run -s opsledger -- due 查看'],
  [
    'through npm started elsewhere',
    'opsledger due',
    [],
    { ...NPM, INIT_CWD: '/elsewhere' },
    `npm run -s --prefix ${ROOT} opsledger -- due`,
  ],
  ['by npx', 'opsledger due', [], { ...NPM, npm_lifecycle_event: 'npx' }, 'npx opsledger due'],
  ['after npm start', 'opsledger due', [], { ...NPM, npm_lifecycle_event: 'start' }, 'npm run -s opsledger -- due'],
  [
    'with the workspace that was named, on every command of a line',
    '下一步：opsledger due 查看，opsledger confirm inspection-log --by 姓名',
    ['collect', '--workspace', 'w'],
    {},
    '下一步：opsledger due --workspace w 查看，opsledger confirm --workspace w inspection-log --by 姓名',
  ],
  ['quoting what needs it', 'opsledger due', ['--workspace=我 的'], {}, "opsledger due --workspace '我 的'"],
  [
    'of a command below another',
    'opsledger site build',
    ['--workspace', 'w'],
    {},
    'opsledger site build --workspace w',
  ],
  [
    'that names a workspace itself',
    'opsledger due --workspace x',
    ['--workspace', 'w'],
    {},
    'opsledger due --workspace x',
  ],
  [
    'that asks for help',
    '运行 opsledger --help 或 opsledger 命令 --help',
    ['--workspace', 'w'],
    NPM,
    '运行 npm run -s opsledger -- --help 或 npm run -s opsledger -- 命令 --help',
  ],
  ['that makes one', '用 opsledger init 建立工作区', ['--workspace', 'w'], {}, '用 opsledger init 建立工作区'],
  [
    'that is no command',
    'opsledger 0.1.0，opsledger.yaml',
    ['--workspace', 'w'],
    NPM,
    'opsledger 0.1.0，opsledger.yaml',
  ],
])('a hint %s', (_name, text, args, env, expected) => expect(typed(text, args, env)).toBe(expected));

it('stands so in the messages of the command, errors too', async () => {
  const { code, stderr } = await opsledger(['due', '--workspace', 'no-such-folder'], { env: NPM });
  expect(code).toBe(2);
  expect(stderr).toContain('npm run -s opsledger -- init');
});
