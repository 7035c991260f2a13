/** The commands as units: found by their file names, each adding what it is called, with tests of what it calls. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import type { CommandUnit } from '../../src/cli/commands/_command.ts';
import { refusePlaceholders } from '../../src/cli/placeholders.ts';
import { leafCommands, opsledgerProgram } from '../../src/cli/program.ts';
import { discoverUnits } from '../../src/pipeline/discover.ts';

const units = [...(await discoverUnits<CommandUnit>('commands')).values()];

it.each(units)('$id adds the command that it is named after, and no other', ({ id, add }) => {
  const program = new Command();
  add(program);
  expect(program.commands.map((command) => command.name())).toEqual([id]);
});

it('stand in the help by their order, those of a group together', async () => {
  const { commands } = await opsledgerProgram();
  const inOrder = units.toSorted((a, b) => a.order - b.order);
  expect(commands.map((command) => command.name())).toEqual(inOrder.map(({ id }) => id));
  expect(commands.map((command) => command.helpGroup())).toEqual(inOrder.map(({ group }) => `${group}：`));
  const titles = inOrder.map(({ group }) => group);
  const begun = titles.filter((title, n) => title !== titles[n - 1]);
  expect(begun, 'the `order` of a command lies between those of its group').toEqual([...new Set(titles)]);
});

it.each(units)('$id has a free ten of the hundred of its group', ({ group, order }) => {
  const hundred = (one: CommandUnit) => Math.floor(one.order / 100);
  const others = units.filter((one) => one.group === group).map(hundred);
  expect(order % 10).toBe(0);
  expect(new Set(others).size, `${group} has one hundred`).toBe(1);
});

it('take no word that a hint leaves open for what it stands for', async () => {
  const leaves = leafCommands(await opsledgerProgram());
  const open = leaves.flatMap(({ name, command }) =>
    command.options
      .filter(({ flags }) => /<\p{Script=Han}+/u.test(flags))
      .map((option) => ({ name, command, option, word: /<([^>]+?)(?:\.\.\.)?>/.exec(option.flags)?.[1] as string })),
  );
  expect(open.length).toBeGreaterThan(60);
  for (const { name, command, option, word } of open) {
    const key = option.attributeName();
    for (const value of [word, [word]]) {
      command.setOptionValue(key, value);
      expect(() => refusePlaceholders(command), `${name} ${option.flags}`).toThrow(/照抄了提示中待填写的词/);
    }
    command.setOptionValue(key, '张工');
    expect(() => refusePlaceholders(command), `${name} ${option.flags}`).not.toThrow();
    command.setOptionValue(key, undefined);
  }
});

it('call nothing that no test imports, and load it when they run', () => {
  const sources = filesBelow('src/cli').map((path) => readFileSync(path, 'utf8'));
  const called = sources.flatMap((text) => [...text.matchAll(/import\('(?:\.\.\/)+(pipeline\/[^']+)'\)/g)]);
  const imported = filesBelow('tests').map((path) => readFileSync(path, 'utf8'));
  const untested = called.filter(([, path]) => !imported.some((text) => text.includes(`/src/${path}'`)));
  expect(called.length).toBeGreaterThan(30);
  expect([...new Set(untested.map(([, path]) => path))]).toEqual([]);
});

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile() && one.name.endsWith('.ts')).map((one) => join(one.parentPath, one.name));
}
