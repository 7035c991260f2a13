/** Questions of the contract that both sides have to settle: until then some figures stand by every reading. */

import { openQuestions } from '../../../src/assess/contract/to-decide.ts';
import { clauseMark } from '../../../src/contract/terms/clause-marks.ts';
import { compareInstants } from '../../../src/contract/time.ts';
import { namesText } from '../../../src/wording/words.ts';
import type { PeriodView } from '../../period/period.ts';
import type { Part } from '../part.ts';
import type { Reference } from '../ranking.ts';
import { documentReference } from '../references.ts';

const SHOWN = 3;

/** It tells of the contract and rests on no record: it stands in every report. */
export const readings: Part = {
  order: 130,
  decisions({ view }) {
    const open = openQuestions(view.input.contract.interpretations);
    if (open.length === 0) return [];
    const clauses = [...new Set(open.flatMap((one) => one.clauses))];
    return [
      {
        text: `与⟦供应商⟧确认口径 ${open.length} 项`,
        references: [{ text: `条款 ${namesText(clauses.map(clauseMark), '条', SHOWN)}` }, ...letterOf(view)],
        since: null,
      },
    ];
  },
};

/** The newest document that was issued and lists them with their options; empty while there is none. */
function letterOf(view: PeriodView): Reference[] {
  const { issued, contract } = view.input;
  const letters = contract.written.filter(({ generated }) => generated?.includes('interpretations') === true);
  const own = issued.filter(({ obligation }) => letters.some(({ id }) => id === obligation));
  const newest = own.toSorted((a, b) => compareInstants(a.issuedAt, b.issuedAt) || a.revision - b.revision).at(-1);
  return newest === undefined ? [] : [documentReference(view, newest)];
}
