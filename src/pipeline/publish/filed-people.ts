/** Who was filed as staff: the newest issued document of the contract's filing, by what its rows and its text say. */
import type { FiledPeople } from '../../assess/service/staff.ts';
import type { Section } from '../../report/document.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';
import { issuedSections } from '../status/issued-sections.ts';

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
  return sections === null ? null : { number: newest.manifest.number, ...filedIn(sections) };
}

/** What the sections of a filing say: the rows of its list of people, and all its text beside what the program added. */
export function filedIn(sections: readonly Section[]): Omit<FiledPeople, 'number'> {
  const list = sections.find(({ id }) => id === 'people');
  const rows = (list?.blocks ?? []).flatMap((block) => (block.type === 'table' ? block.rows : []));
  const people = rows.flatMap(({ cells: { name, role } }) =>
    typeof name === 'string' ? [{ name, role: typeof role === 'string' ? role : '' }] : [],
  );
  const text = sections.filter(({ id }) => id.startsWith('text-')).map(({ blocks }) => JSON.stringify(blocks));
  return { people, text: text.join('\n') };
}
