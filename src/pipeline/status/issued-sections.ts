/** What an issued document says, from the data that lie beside it in the archive. */
import { documentText } from '../../archive/document-file.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import type { Section } from '../../report/block.ts';

/** null when its data cannot be read. */
export async function issuedSections(root: string, document: ArchivedDocument): Promise<Section[] | null> {
  try {
    return (JSON.parse(await documentText(root, document)) as { sections: Section[] }).sections;
  } catch {
    // `verify` tells of a file that is damaged or gone; the page says what it can.
    return null;
  }
}
