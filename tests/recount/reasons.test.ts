/** What a clause came to is counted again, whatever it came to, and each state is defined where the figures are. */
import { expect, it } from 'vitest';
import { reasonOf } from '../../src/recount/compare/uncounted.ts';
import { definitionOf } from '../../src/report/figure-definition.ts';
import { statesByWeight } from '../../src/states/clause.ts';
import { definitions } from '../../src/subjects/clauses/definitions.ts';

it.each(statesByWeight.filter((one) => one !== 'met'))('clauses.%s.count', (state) => {
  const id = `clauses.${state}.count`;
  expect(reasonOf(id)).toBeUndefined();
  const what = definitionOf(definitions, id)?.definition.what ?? '';
  expect(
    what
      .split('：')[1]
      ?.split('、')
      .some((one) => one.startsWith(`${state} `)),
  ).toBe(true);
});
