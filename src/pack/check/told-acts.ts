/** What was done with a document, as the records of a pack say: a count of its own, which shares nothing with the program's. Pure. */
import type { PackDocument } from '../format.ts';
import { readTold } from './told-records.ts';

/** One signing-off. */
export interface Act {
  /** Of its record in the pack. */
  path: string;
  action: string;
  obligation: string;
  period: string;
  revision: number;
  at: string;
  enteredAt: string;
  /** When the paper came on which it rests; empty: with the record, or it rests on none. */
  paperAt: string;
  person: string;
  via: string;
  withdrawn: boolean;
  /** Whether the purchaser's hand is seen; undefined: it was corrected, and who of them wrote what is for a person to look at. */
  vouched: boolean | undefined;
  /** Digests of the copies that the purchaser signed. */
  copies: readonly string[];
}

/** Forms of before had no word for it: whatever was attached was the purchaser's. */
const OLD_FORM = '1';

export function actOf(path: string, text: string): Act {
  const { fields, attachments, enteredBy } = readTold(text);
  const of = (name: string): string => fields.get(name) ?? '';
  const signed = attachments.filter(
    (one) => (of('schema') === OLD_FORM && !one.has('proof')) || one.get('proof') === 'purchaser',
  );
  const at = of('at');
  const papers = signed.filter(
    (one) => !one.has('withdrawn') && Date.parse(one.get('takenAt') ?? '') >= Date.parse(at),
  );
  const came = papers.map((one) => one.get('keptAt') ?? '').sort((a, b) => Date.parse(a) - Date.parse(b));
  const isTheirs = enteredBy.get('channel') === 'purchaser' && enteredBy.has('account');
  const isLater = of('action') !== 'deliver' && !isTheirs && came.every((one) => one !== '');
  return {
    ...{ path, at, action: of('action'), obligation: of('obligation'), period: of('period') },
    revision: Number(of('revision')),
    enteredAt: of('enteredAt'),
    paperAt: isLater ? (came[0] ?? '') : '',
    person: of('person'),
    via: of('via'),
    withdrawn: fields.has('withdrawn'),
    vouched: papers.length > 0 || (fields.has('corrections') ? undefined : isTheirs),
    copies: signed.map((one) => one.get('sha256') ?? ''),
  };
}

/** The period of a document is the name of the folder of its revisions. */
export function isOfDocument(
  { obligation, period, revision }: Act,
  { archived }: Pick<PackDocument, 'archived'>,
): boolean {
  const [ofRevision = '', ofPeriod, ofObligation] = archived.split('/').reverse();
  return obligation === ofObligation && period === ofPeriod && `r${revision}` === ofRevision;
}

/** Those of a document that count when the pack was made, in the order in which they were written down. @param archived as the log has it */
export const actsOf = (
  all: readonly Act[],
  document: Pick<PackDocument, 'archived'>,
  madeAt: string,
  archived: string,
): Act[] =>
  all
    .filter((act) => isOfDocument(act, { archived: archived === '' ? document.archived : archived }))
    .filter((act) => !act.withdrawn && writtenAt(act) <= Date.parse(madeAt))
    .sort((a, b) => writtenAt(a) - writtenAt(b) || Date.parse(a.at) - Date.parse(b.at));

/** An act counts from when it was written down. */
const writtenAt = ({ at, enteredAt, paperAt }: Pick<Act, 'at' | 'enteredAt' | 'paperAt'>): number =>
  Math.max(...[at, enteredAt, paperAt].filter((one) => one !== '').map((one) => Date.parse(one)));

/** The words that may stand for the state: one, or two where it is for a person to look at. */
export function stateWordOf(acts: readonly Act[], voided: boolean): string[] {
  if (voided) return ['已作废'];
  const first = (test: (act: Act) => boolean): Act | undefined => acts.find(test);
  const received = first(({ action, vouched }) => action === 'receive' && vouched !== false);
  const claimed = first(({ action, vouched }) => action === 'receive' && vouched !== true);
  const returned = first(({ action }) => action === 'return');
  const delivered = first(({ action }) => action === 'deliver');
  const isReturned =
    returned !== undefined && (received === undefined || Date.parse(returned.at) > Date.parse(received.at));
  if (isReturned) return eitherOf(returned, '已退回');
  if (received !== undefined) return eitherOf(received, '已签收');
  if (claimed !== undefined) return ['待确认'];
  return [delivered === undefined ? '未送达' : '待签收'];
}

const eitherOf = ({ vouched }: Act, word: string): string[] =>
  vouched === undefined ? [word, '待确认'] : [vouched ? word : '待确认'];
