/** The leak gate before a document: what people and other programs wrote in it is looked at, ids and links are the program's own. */
import { allowList } from '../../guard/allowed.ts';
import { holdBack } from '../../guard/held.ts';
import { type Leak, leakName } from '../../guard/leak.ts';
import { each, type NamesIn } from '../../guard/structure.ts';
import type { Block, Cell, ReportDocument, Row } from '../../report/document.ts';
import type { Figure } from '../../report/figure.ts';
import { withoutKnownContacts } from '../contacts.ts';
import type { Session } from '../session.ts';

const figure: NamesIn<Figure> = { id: 'name' };
const cell: NamesIn<Cell> = { value: 'name', kind: 'name', link: 'name' };
const row: NamesIn<Row> = { cells: { [each]: cell }, figures: { [each]: figure } };

const blocks: { [Type in Block['type']]: NamesIn<Extract<Block, { type: Type }>> } = {
  'key-figures': { type: 'name', items: { figure } },
  note: { type: 'name', figures: figure },
  table: { type: 'name', columns: { key: 'name', type: 'name' }, rows: row, totals: row },
  list: { type: 'name' },
  facts: { type: 'name' },
  chart: { type: 'name', chart: 'name' },
  image: { type: 'name', sha256: 'name', mediaType: 'name' },
  timeline: { type: 'name' },
  checklist: { type: 'name', items: { state: 'name' } },
  signature: { type: 'name' },
  evidence: { type: 'name', items: { record: 'name', hash: 'name' } },
};

const block: NamesIn<Block> = (one) => blocks[one.type] as NamesIn<Block>;

export const documentNames: NamesIn<ReportDocument> = {
  obligation: 'name',
  period: 'name',
  number: 'name',
  frame: { checkpoint: 'name' },
  sections: { id: 'name', blocks: block },
  fingerprint: 'name',
  time: 'name',
};

/**
 * What must not leave the house in a document. One that has it goes out in no form: a signed paper is not to be had with parts blotted
 * out, and the record is there to be mended.
 * @param reason of a revision: it stands in the manifest and on the list of what was issued
 */
export async function leaksOfDocument(session: Session, document: ReportDocument, reason = ''): Promise<Leak[]> {
  const held = await holdBack(
    { document, reason },
    { document: documentNames },
    {
      file: document.number,
      allow: await allowList(session.workspace.root),
      judged: (leaks) => withoutKnownContacts(session, leaks),
      note: leakName,
      eachPlace: true,
    },
  );
  return held.leaks;
}
