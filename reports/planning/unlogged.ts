/** What the first page of a year says of systems whose operation logs nobody registered. */
import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import { UNLOGGED } from '../../src/subjects/operation-logs/judge/unlogged.ts';
import { countFigure } from '../cells/figures.ts';
import { headline, interval } from '../cells/headline.ts';
import type { Part } from '../first-page/part.ts';
import { unloggedIn } from '../periodic/unlogged.ts';

/** Evidence that never was there is no trifle of one period. */
export const unlogged: Part = {
  order: 0,
  news({ view }) {
    const { clauses, text, missing } = unloggedIn(view);
    if (missing === 0) return [];
    return [
      {
        gravity: 'missing',
        weight: missing,
        id: 'operation logs',
        text,
        references: [{ text: clauseMarks(clauses), section: 'risks' }],
      },
    ];
  },
  // Beside the news, of which the page has room for the gravest alone.
  rows({ view }) {
    const { clauses, called, all, counter, missing } = unloggedIn(view);
    if (missing === 0) return [];
    const note = `共 ${all}，条款 ${clauseMarks(clauses)}`;
    const item = countFigure(`没有操作日志的${called}`, missing, 'abnormal', note);
    return [{ item: headline(item, UNLOGGED, interval(view)), better: 'less', counter, asked: '没有' }];
  },
};
