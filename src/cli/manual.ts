/**
 * What the manual says of commands, exit codes, topics and figures is written by the program itself, between marks in its
 * pages; the words around them are a person's. `npm run manual` writes the pages anew; a test fails when one is stale.
 */
import type { Argument, Command, Option } from 'commander';
import { plainWords, sayAllIn } from '../contract/party-words.ts';
import { clauseTopics } from '../contract/terms/topics.ts';
import { figureDefinitions } from '../pipeline/figure-definitions.ts';
import { sharedOptions } from './context.ts';
import { attentionOf } from './exit-codes.ts';
import { figureTables, placesTable } from './manual-figures.ts';
import { type LeafCommand, leafCommands } from './program.ts';

/** Generated parts of a page by the name in their marks. */
export type Parts = Readonly<Record<string, string>>;

/** Pages of `knowledge-base/manual` that the program writes parts of. */
export function manualParts(program: Command): Readonly<Record<string, Parts>> {
  const commands = leafCommands(program);
  const groups = Map.groupBy(commands, ({ group }) => group);
  return sayAllIn(plainWords, {
    '08c-topics.md': { 事项: topicsTable() },
    '08g-figures.md': { 文档: placesTable(figureDefinitions), 数字: figureTables(figureDefinitions) },
    '12-commands.md': Object.fromEntries([...groups].map(([title, own]) => [title, groupTables(own)])),
    '13-exit-codes.md': { 退出码: attentionTable(commands) },
  });
}

const begin = (name: string): string => `<!-- npm run manual: ${name} -->`;
const END = '<!-- npm run manual -->';
const REGION = new RegExp(`${begin('(\\S+)')}[\\s\\S]*?${END}`, 'g');

/**
 * A page with its generated parts as the program has them now.
 * @throws Error when the page has not exactly one place for each part
 */
export function renewed(page: string, parts: Parts): string {
  const places = [...page.matchAll(REGION)].map(([, name]) => name);
  const wanted = Object.keys(parts);
  if (places.toSorted().join() !== wanted.toSorted().join())
    throw new Error(`the page has places for ${places.join(', ')}; the program writes ${wanted.join(', ')}`);
  return page.replace(REGION, (_, name: string) => [begin(name), '', parts[name], '', END].join('\n'));
}

function attentionTable(commands: readonly LeafCommand[]): string {
  const rows = commands.flatMap(({ name, command }) => {
    const meaning = attentionOf(command);
    return meaning === undefined ? [] : [[code(name), meaning]];
  });
  return markdownTable(['命令', '退出码为 1'], rows);
}

/** The closed list of topics, as a clause may bear them. */
const topicsTable = (): string =>
  markdownTable(
    ['事项', '条款所要求的'],
    Object.entries(clauseTopics).map(([topic, meaning]) => [code(topic), meaning]),
  );

/** The commands of a group, and what can be written behind them. */
function groupTables(commands: readonly LeafCommand[]): string {
  const rows = commands.map((one) => [code(usageOf(one)), one.command.description()]);
  const terms = commands.flatMap(termRows);
  const tables = [markdownTable(['命令', '作用'], rows)];
  if (terms.length > 0) tables.push(markdownTable(['命令', '参数、选项', '说明'], terms));
  return tables.join('\n\n');
}

/** A table in Markdown; a bar inside a cell would end it. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}

const code = (text: string): string => `\`${text}\``;

/** `preview 交付物 [期次] [-o 文件夹]` */
function usageOf({ name, command }: LeafCommand): string {
  return [
    name,
    ...command.registeredArguments.map((one) => bracketed(one.required, argumentTerm(one))),
    ...ownOptions(command).map((one) => bracketed(one.mandatory, optionTerm(one, one.short ?? one.long))),
  ].join(' ');
}

const bracketed = (needed: boolean, term: string): string => (needed ? term : `[${term}]`);
const argumentTerm = (argument: Argument): string => `${argument.name()}${argument.variadic ? '…' : ''}`;

/** `--scan 文件…`; without a value `--once`. */
function optionTerm({ flags, variadic }: Option, name = ''): string {
  const value = /[<[](.+?)(?:\.{3})?[>\]]/.exec(flags)?.[1];
  return value === undefined ? name : `${name} ${value}${variadic ? '…' : ''}`;
}

/** Explained as by `--help`. */
function termRows({ name, command }: LeafCommand): string[][] {
  const help = command.createHelp();
  return [
    ...command.registeredArguments.map((one) => [argumentTerm(one), help.argumentDescription(one)]),
    ...ownOptions(command).map((one) => {
      const names = [one.short, one.long].filter((given) => given !== undefined);
      return [optionTerm(one, names.join(', ')), help.optionDescription(one)];
    }),
  ].map(([term = '', text = '']) => [code(name), code(term), text]);
}

/** Without those that every command takes: the page explains them once. */
function ownOptions(command: Command): Option[] {
  const common = sharedOptions(command.createCommand()).options.map(({ description }) => description);
  return command.options.filter(({ hidden, description }) => !hidden && !common.includes(description));
}
