/**
 * What a wrong clock issued, or signed as missing, before anybody saw it: it cannot be taken back, and once both sides declared it on
 * paper it is told as that wherever it is listed.
 */
import { type MissedEntry, parseEntry } from '../../archive/log/entry.ts';
import { readFrom, readLog } from '../../archive/log/log-folder.ts';
import { readKeptArchive } from '../../archive/store.ts';
import { compareInstants, formatDateTime, type InstantText } from '../../contract/time.ts';
import { type AcceptedClock, acceptedClocks } from '../../workspace/store/kept-clock.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** By what an omission is known. */
export const keyOf = ({ obligation, period }: Pick<MissedEntry, 'obligation' | 'period'>): string =>
  `${obligation} ${period}`;

/** What bears a time that lies ahead of the right one. @param now ISO instant of the clock that is right again */
export async function writtenAhead(
  { root, memo }: Pick<Workspace, 'root' | 'memo'>,
  now: InstantText,
): Promise<NonNullable<AcceptedClock['wrote']>> {
  const isAhead = (at: InstantText): boolean => compareInstants(at, now) > 0;
  const { documents } = await readKeptArchive(root, memo);
  const log = await readLog(readFrom(root));
  const entries = log === undefined || 'fault' in log ? [] : log.entries.map(parseEntry);
  return {
    documents: documents
      .filter(({ manifest }) => isAhead(manifest.times.issued))
      .map(({ manifest }) => manifest.number),
    missed: entries.flatMap((one) => (one?.type === 'MISSED' && isAhead(one.at) ? [keyOf(one)] : [])),
  };
}

/** What a person said of a clock that was doubted, as it is told wherever it is. */
export interface ClockWord extends Omit<AcceptedClock, 'signed' | 'wrote' | 'sources'> {
  /** Both sides say so, on paper that is there. */
  both: boolean;
  /** Numbers of documents and keys of omissions that a wrong clock wrote, as both sides declared them. */
  documents: readonly string[];
  missed: readonly string[];
  /** One line in Chinese. */
  text: string;
}

/** All that was said, oldest first: `status`, site, desk, pack and `verify` tell it by this alone. */
export async function clockWords({ root, evidence }: Pick<Workspace, 'root' | 'evidence'>): Promise<ClockWord[]> {
  return await Promise.all(
    (await acceptedClocks(root)).map(async ({ signed, wrote, sources: _, ...said }) => {
      const both = signed !== undefined && (await evidence.hasEvidence(signed));
      const { documents, missed } = (both ? wrote : undefined) ?? { documents: [], missed: [] };
      const parts = [
        `${formatDateTime(said.at)} ${said.by} 说明：${said.reason}（${said.found}）`,
        both ? '有双方签字的扫描件' : '没有双方签字的扫描件',
        ...named('时间有误的签发', documents),
        ...named('时间有误的缺失登记', missed),
      ];
      return { ...said, both, documents, missed, text: parts.join('；') };
    }),
  );
}

const named = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what} ${names.length} 项：${names.join('、')}`];

/** By number of a document and by key of an omission, in words. */
export interface Declared {
  documents: ReadonlyMap<string, string>;
  missed: ReadonlyMap<string, string>;
}

/** What both sides declared, on paper that is there. */
export async function declaredByBoth(workspace: Pick<Workspace, 'root' | 'evidence'>): Promise<Declared> {
  const found = { documents: new Map<string, string>(), missed: new Map<string, string>() };
  for (const one of await clockWords(workspace)) {
    const text = `本机时钟不准时写下，双方已书面说明（${formatDateTime(one.at)}，${one.by}：${one.reason}）`;
    for (const number of one.documents) found.documents.set(number, text);
    for (const key of one.missed) found.missed.set(key, text);
  }
  return found;
}

/** What is said beside a document that is listed, of its issue and of its omission; one that was never issued has no number. */
export function declaredOf(
  { documents, missed }: Declared,
  number: string | undefined,
  one: Pick<MissedEntry, 'obligation' | 'period'>,
): string[] {
  const omission = missed.get(keyOf(one));
  return [...[documents.get(number ?? '') ?? []].flat(), ...(omission === undefined ? [] : [`缺失登记：${omission}`])];
}

/** For `verify`, one line each of documents and omissions. */
export function declaredNotes({ documents, missed }: Declared): string[] {
  const line = (what: string, of: ReadonlyMap<string, string>) =>
    of.size === 0 ? [] : [`${what} ${of.size} 项：${[...of].map(([name, text]) => `${name}，${text}`).join('；')}`];
  return [...line('时间有误的签发', documents), ...line('时间有误的缺失登记', missed)];
}
