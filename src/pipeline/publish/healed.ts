/**
 * What leaked and was put right: a value that nothing but the past of records says, since they were withdrawn or corrected. The pages go on
 * hiding it, and nobody is asked to do anything about it any more.
 */
import { textsOf } from '../../guard/allowed.ts';
import type { Leak } from '../../guard/leak.ts';
import { printOf } from '../../guard/leak.ts';
import type { Session } from '../session.ts';

/** @returns prints of those of the leaks that stand in no record as it counts today, and in what it was before */
export async function healedLeaks({ workspace }: Session, leaks: readonly Leak[]): Promise<Set<string>> {
  const wanted = new Set(leaks.map(({ print }) => print));
  if (wanted.size === 0) return wanted;
  const [past, today]: [string[], string[]] = [[], [textsOf(workspace.contract)]];
  for (const kind of await workspace.records.kinds()) {
    const { files, withdrawn } = await workspace.records.list(kind);
    past.push(...withdrawn.map(({ record }) => textsOf(record)));
    for (const { record } of files) {
      const { corrections, ...counting } = record;
      if (corrections !== undefined) past.push(textsOf(corrections));
      today.push(textsOf(counting));
    }
  }
  const { hitsIn } = await import('../../guard/gate.ts');
  const values = new Map<string, string>();
  for (const text of past)
    for (const { value } of await hitsIn({ file: 'records', text }))
      if (wanted.has(printOf(value))) values.set(printOf(value), value);
  return new Set([...values].flatMap(([print, value]) => (today.some((text) => text.includes(value)) ? [] : [print])));
}
