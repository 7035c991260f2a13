/** What a unit of `src/cli/commands/` is: a command, its place among the others and the function that adds it. */
import type { Command } from 'commander';

/** What belongs together for a person: the title under which the help and the manual have it. */
export type CommandGroup =
  | '建立与运行'
  | '采集与记录'
  | '漏洞扫描'
  | '备份与恢复'
  | '交付'
  | '送达、签收、退回、豁免'
  | '站点、检索、核验'
  | '演示';

export interface CommandUnit {
  /** Same as the file name, and what is typed: `site` has `site build` below it. */
  id: string;
  group: CommandGroup;
  /** Smaller comes first in the help and the manual, and a group where its first command does; no two are the same. */
  order: number;
  /** Adds it to the program: arguments, options, description, example, action. */
  add(program: Command): void;
}

/** Gives the unit its type; the identity function. */
export function defineCommand(unit: CommandUnit): CommandUnit {
  return unit;
}
