/** Figures of what a clause came to have one reason for having no second count, whatever it came to. */
import { expect, it } from 'vitest';
import { reasonOf } from '../../src/recount/compare/uncounted.ts';
import { definitionOf } from '../../src/report/figure-definition.ts';
import { statesByWeight } from '../../src/states/clause.ts';
import { definitions } from '../../src/subjects/clauses/definitions.ts';

it.each(statesByWeight.filter((one) => one !== 'met'))('clauses.%s.count', (state) => {
  const id = `clauses.${state}.count`;
  expect(reasonOf(id)).toBeDefined();
  const what = definitionOf(definitions, id)?.definition.what ?? '';
  expect(
    what
      .split('：')[1]
      ?.split('、')
      .some((one) => one.startsWith(`${state} `)),
  ).toBe(true);
});
