/** Questions of the contract that both sides have to settle: until then some figures stand by every reading. */
import { openQuestions } from '../../../src/assess/contract/to-decide.ts';
import { namesText } from '../../../src/wording/words.ts';
import type { Part } from '../part.ts';

const SHOWN = 3;

/** It tells of the contract and rests on no record: it stands in every report. */
export const readings: Part = {
  sections: [],
  decisions({ view }) {
    const open = openQuestions(view.input.contract.interpretations);
    if (open.length === 0) return [];
    const clauses = [...new Set(open.flatMap((one) => one.clauses))];
    return [
      {
        text: `与⟦供应商⟧确认口径 ${open.length} 项`,
        references: [{ text: `条款 ${namesText(clauses, '条', SHOWN)}` }],
        since: null,
      },
    ];
  },
};
