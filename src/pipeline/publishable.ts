/** The leak gate before a document: what people and other programs wrote in it is looked at, ids and links are the program's own. */
import { allowList } from '../guard/allowed.ts';
import { type HeldLeak, holdBack } from '../guard/held.ts';
import { leakName } from '../guard/leak.ts';
import type { NamesIn } from '../guard/structure.ts';
import type { ReportDocument } from '../report/document.ts';
import { sectionNames } from './block-names.ts';
import { withoutKnownContacts } from './contacts.ts';
import { placesOf } from './leak-source.ts';
import type { Session } from './session.ts';

export const documentNames: NamesIn<ReportDocument> = {
  obligation: 'name',
  period: 'name',
  number: 'name',
  frame: { checkpoint: 'name' },
  sections: sectionNames,
  fingerprint: 'name',
  time: 'name',
};

/**
 * What must not leave the house in a document. One that has it goes out in no form: a signed paper is not to be had with parts blotted
 * out, and the record is there to be mended.
 * @param reason of a revision: it stands in the manifest and on the list of what was issued
 */
export async function leaksOfDocument(session: Session, document: ReportDocument, reason = ''): Promise<HeldLeak[]> {
  const held = await holdBack(
    { document, reason },
    { document: documentNames },
    {
      file: document.number,
      allow: await allowList(session.workspace.root),
      places: (values) => placesOf(session.workspace.root, values),
      judged: (leaks) => withoutKnownContacts(session, leaks),
      note: leakName,
      eachPlace: true,
    },
  );
  return held.leaks;
}
