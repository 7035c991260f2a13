/** The commands as units: found by their file names, each adding what it is called. */
import { Command } from 'commander';
import { expect, it } from 'vitest';
import type { CommandUnit } from '../../src/cli/commands/_command.ts';
import { opsledgerProgram } from '../../src/cli/program.ts';
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
