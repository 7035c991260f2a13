/** What a field of a form may name, with the words by which a person knows it. */

import type { Choice } from '../forms/resolve.ts';
import { allArticles } from '../knowledge/named.ts';
import { latestLines } from '../pipeline/record/list.ts';
import type { Session } from '../pipeline/session.ts';

/** Records that are offered, the newest first: older ones are typed by their number. */
const MOST_RECORDS = 200;
/** Milliseconds for which titles of articles are kept: reading them all takes longer than a form may. */
const KEPT = 60_000;

const articles = new WeakMap<Session, { since: number; read: Promise<Choice[]> }>();

export type ChoiceSource = 'asset' | 'article' | { kind: string };

/** What a field may name: assets, articles, or records of a kind, newest first. */
export async function choicesOf(session: Session, source: ChoiceSource): Promise<Choice[]> {
  if (source === 'asset') return assets(session);
  if (source === 'article') return keptArticles(session);
  const { lines } = await latestLines(session, source.kind, MOST_RECORDS);
  return lines
    .filter(({ withdrawn }) => withdrawn === null)
    .map(({ id, text }) => ({ id, text: text === '' ? id : text, words: `${id} ${text}` }));
}

const assets = ({ workspace }: Session): Choice[] =>
  workspace.contract.assets.map(({ id, name, kindName, place, serial = '', role = '' }) => ({
    id,
    text: `${name}（${kindName}，${place}）`,
    words: [id, name, kindName, place, serial, role].join(' '),
  }));

function keptArticles(session: Session): Promise<Choice[]> {
  const kept = articles.get(session);
  if (kept !== undefined && performance.now() - kept.since < KEPT) return kept.read;
  const read = allArticles(session.workspace.root).then((found) =>
    found.map(({ id, title }) => ({ id, text: title, words: `${id} ${title}` })),
  );
  articles.set(session, { since: performance.now(), read });
  return read;
}
