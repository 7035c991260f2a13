/** What can stand where the cursor is on a command line: from the definitions of the commands alone. Pure. */
import type { Argument, Command, Option } from 'commander';
import type { NameSource, Offered } from '../../pipeline/completion.ts';
import { shells } from './scripts.ts';

/** Words of ours, names in the workspace, paths, or whatever the person likes. */
export type Wanted =
  | { what: 'words'; words: Offered[]; typed: string }
  | { what: 'names'; source: NameSource; typed: string; obligation: string }
  | { what: 'files' }
  | { what: 'folders' }
  | { what: 'free' };

/** What a value is, by the word that stands for it in the help. Of those that are not here nobody knows any. */
export const VALUES: Readonly<Record<string, NameSource | 'files' | 'folders'>> = {
  交付物: 'obligation',
  期次: 'period',
  记录: 'record',
  目标: 'record',
  许可编号: 'record',
  编号: 'record',
  文档: 'document',
  种类: 'kind',
  数据源: 'source',
  故障: 'record',
  告警: 'record',
  资产: 'asset',
  级别: 'level',
  角色: 'role',
  视图: 'view',
  年月: 'month',
  文件: 'files',
  文件夹: 'folders',
};

/** Words that are ours, by the same. */
const WORDS: Readonly<Record<string, readonly string[]>> = { 命令行: shells };

/**
 * @param words of the line up to the cursor, `opsledger` first; the last one is being typed, and may be empty
 * @returns what can stand in place of the last word
 */
export function wantedAt(program: Command, words: readonly string[]): Wanted {
  const typed = words.at(-1) ?? '';
  const at = readUpTo(program, words.slice(1, -1));
  if (at.open !== null && !(at.open.variadic && typed.startsWith('-'))) return valueAt(at.open, typed, at);
  const assigned = /^(--[^=]+)=(.*)$/s.exec(typed);
  const option = assigned === null ? undefined : at.command.options.find(({ long }) => long === assigned[1]);
  // The shell replaces what is behind the sign.
  if (option !== undefined) return valueAt(option, assigned?.[2] ?? '', at);
  if (typed.startsWith('-')) return { what: 'words', words: optionsOf(at), typed };
  if (at.positional.length === 0 && at.command.commands.length > 0) {
    return {
      what: 'words',
      words: visible(at.command).map((one) => ({ value: one.name(), text: one.description() })),
      typed,
    };
  }
  const all = at.command.registeredArguments;
  const argument = all[at.positional.length] ?? (all.at(-1)?.variadic === true ? all.at(-1) : undefined);
  if (argument !== undefined) return valueAt(argument, typed, at);
  return { what: 'words', words: optionsOf(at), typed };
}

interface Place {
  command: Command;
  /** Words that are no options and no commands. */
  positional: readonly string[];
  given: ReadonlySet<Option>;
  /** An option whose value comes next. */
  open: Option | null;
}

function readUpTo(program: Command, words: readonly string[]): Place {
  const start: Place = { command: program, positional: [], given: new Set(), open: null };
  return words.reduce(after, start);
}

function after(place: Place, word: string): Place {
  const option = optionIn(place.command, word);
  if (option !== undefined) {
    const given = new Set([...place.given, option]);
    return { ...place, given, open: takesValue(option) && !word.includes('=') ? option : null };
  }
  if (word.startsWith('-')) return { ...place, open: null };
  if (place.open !== null) return { ...place, open: place.open.variadic ? place.open : null };
  const below = place.positional.length === 0 ? place.command.commands.find((one) => one.name() === word) : undefined;
  if (below !== undefined) return { ...place, command: below };
  return { ...place, positional: [...place.positional, word] };
}

function optionIn({ options }: Command, word: string): Option | undefined {
  const [name] = word.split('=');
  return options.find(({ long, short }) => name === long || name === short);
}

const takesValue = (option: Option): boolean => option.required || option.optional;

/** The word that stands for the value in the help: `文件` of `--scan <文件...>`. */
export const placeholderOf = (one: Option | Argument): string =>
  'flags' in one ? (/[<[](.+?)(?:\.{3})?[>\]]/.exec(one.flags)?.[1] ?? '') : one.name();

function valueAt(one: Option | Argument, typed: string, { positional }: Place): Wanted {
  const choices = WORDS[placeholderOf(one)];
  if (choices !== undefined) return { what: 'words', words: choices.map((value) => ({ value, text: '' })), typed };
  const value = VALUES[placeholderOf(one)];
  if (value === undefined) return { what: 'free' };
  if (value === 'files') return { what: 'files' };
  if (value === 'folders') return { what: 'folders' };
  return { what: 'names', source: value, typed, obligation: positional[0] ?? '' };
}

/** Options that are not given yet, or may be given again. */
function optionsOf({ command, given }: Place): Offered[] {
  const own = command.createHelp().visibleOptions(command);
  return own
    .filter((one) => !given.has(one) || one.variadic)
    .flatMap(({ long, short, description }) => {
      const value = long ?? short;
      return value === undefined ? [] : [{ value, text: description }];
    });
}

const visible = (command: Command): Command[] => command.createHelp().visibleCommands(command);
