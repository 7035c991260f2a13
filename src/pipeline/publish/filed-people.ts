/** Who was filed as staff: the newest issued document of the contract's filing, by the list that it states and by its text. */

import type { Section } from '../../report/block.ts';
import type { FiledPeople } from '../../subjects/attendance/judge/staff.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';
import { issuedSections } from '../status/issued-sections.ts';
import { issuedStatement } from '../status/issued-statement.ts';

/** Ids of the obligations whose document lists the people of the contract. */
export const filingsOf = ({ written }: Session['workspace']['contract']): string[] =>
  written.filter(({ generated }) => generated?.includes('people') === true).map(({ id }) => id);

/** null: the contract has such a filing and none was issued, or its data cannot be read; undefined: it has none. */
export async function filedPeople(
  session: Session,
  { documents }: Pick<Plan, 'documents'>,
): Promise<FiledPeople | null | undefined> {
  const { root, contract } = session.workspace;
  const ids = filingsOf(contract);
  if (ids.length === 0) return undefined;
  const newest = documents
    .filter(({ manifest }) => ids.includes(manifest.obligation))
    .toSorted((a, b) => Date.parse(a.manifest.times.issued) - Date.parse(b.manifest.times.issued))
    .at(-1);
  if (newest === undefined) return null;
  const sections = await issuedSections(root, newest);
  const statement = await issuedStatement(root, newest, contract.contract);
  if (sections === null || statement === null) return null;
  return { number: newest.manifest.number, people: statement.people ?? [], text: writtenIn(sections) };
}

/** All that people wrote in it, beside what the program added: who is named there is no data. */
export const writtenIn = (sections: readonly Section[]): string =>
  sections
    .filter(({ id }) => id.startsWith('text-'))
    .map(({ blocks }) => JSON.stringify(blocks))
    .join('\n');
