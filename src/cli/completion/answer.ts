/** What a shell is told at a press of the key: what kind of thing, then a name a line with its description behind a tab. */
import type { Command } from 'commander';
import { machineNow } from '../../pipeline/clock.ts';
import type { Offered } from '../../pipeline/completion.ts';
import { shared } from '../context.ts';
import { said } from '../said.ts';
import { wantedAt } from './wanted.ts';

/** Longer descriptions are cut: a list of names is read in passing. */
const DESCRIPTION = 40;

/** @param words as a shell has them, `opsledger` first and what is being typed last @returns lines; the first is the kind */
export async function completionAnswer(program: Command, words: readonly string[]): Promise<string[]> {
  const wanted = wantedAt(program, joined(words));
  if (wanted.what === 'words') return ['words', ...beginning(wanted.words, wanted.typed).map(line)];
  if (wanted.what !== 'names') return [wanted.what];
  const { offeredNames } = await import('../../pipeline/completion.ts');
  const { source, typed, obligation } = wanted;
  const root = shared({ workspace: workspaceIn(words) }).workspace;
  return ['words', ...(await offeredNames(source, { root, typed, obligation, now: machineNow() })).map(line)];
}

const beginning = (offered: readonly Offered[], typed: string): Offered[] =>
  offered.filter(({ value }) => value.startsWith(typed));

function line({ value, text }: Offered): string {
  const short = said(text).replace(/\s+/g, ' ');
  return `${value}\t${short.length > DESCRIPTION ? `${short.slice(0, DESCRIPTION)}…` : short}`;
}

/** Bash gives `--view=audit` as three words. */
function joined(words: readonly string[]): string[] {
  const all: string[] = [];
  for (const word of words) {
    const before = all.at(-1) ?? '';
    if (word === '=' && before.startsWith('--')) all[all.length - 1] = `${before}=`;
    else if (/^--[^=]+=$/.test(before)) all[all.length - 1] = `${before}${word}`;
    else all.push(word);
  }
  return all;
}

function workspaceIn(words: readonly string[]): string | undefined {
  const all = joined(words);
  const at = all.indexOf('--workspace');
  const given = all.find((word) => word.startsWith('--workspace='))?.slice('--workspace='.length) ?? all[at + 1];
  return at === -1 && !all.some((word) => word.startsWith('--workspace=')) ? undefined : given;
}
