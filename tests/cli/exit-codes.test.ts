/** A command that can end with 1 says when, and no other ends with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, describe, expect, it } from 'vitest';
import { attention, attentionOf, type ExitCode } from '../../src/cli/exit-codes.ts';
import { leafCommands, opsledgerProgram } from '../../src/cli/program.ts';

const SRC = join(import.meta.dirname, '../../src');
const program = await opsledgerProgram();

/** All that the person sees, text added after it too. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

describe.each(leafCommands(program).map(({ name, command }) => [name, command] as const))(
  'help of %s',
  (_, command) => {
    it('says when the command ends with 1, and nothing of it when it never does', () => {
      const codes = helpOf(command).split('退出码：\n')[1]?.trimEnd().split('\n') ?? [];
      const said = attentionOf(command);
      expect(codes.map((line) => line.trim()[0])).toEqual(said === undefined ? ['0', '2', '3'] : ['0', '1', '2', '3']);
      if (said !== undefined) expect(codes[1]).toContain(said);
    });
  },
);

it('is said of what may leave something to do, and not of what does it or refuses', () => {
  const said = leafCommands(program).filter(({ command }) => attentionOf(command) !== undefined);
  const names = said.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['start', 'collect', 'issue', 'verify', 'site build']));
  for (const never of ['init', 'attach', 'search', 'site serve', 'deliver']) expect(names).not.toContain(never);
});

it('is the only way of a command to an exit code of its own', () => {
  const files = readdirSync(join(SRC, 'cli'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(20);
  const setting = files.filter((name) =>
    /exitCode\s*=(?!=)|process\.exit\(|\['exitCode'\]/.test(readFileSync(join(SRC, 'cli', name), 'utf8')),
  );
  expect(setting, 'give the action by attention(), which sets the exit code that it returns').toEqual([
    'exit-codes.ts',
  ]);
});

describe('the action of a command that says so', () => {
  afterEach(() => {
    process.exitCode = undefined;
  });

  it.each<ExitCode>([0, 1, 2])('sets the exit code %i that it returns', async (code) => {
    const command = new Command('one').argument('<甲>');
    const seen: unknown[] = [];
    attention(command, '有事', async (first: string) => {
      seen.push(first);
      return code;
    });
    await command.parseAsync(['值'], { from: 'user' });
    expect(process.exitCode).toBe(code);
    expect(seen).toEqual(['值']);
  });
});
