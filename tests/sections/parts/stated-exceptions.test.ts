/** A record that a statement names as what shows an exception leads to it. */
import { expect, it } from 'vitest';
import { exceptionsNaming } from '../../../src/sections/parts/stated-exceptions.ts';
import { wholeRecord } from '../../../src/sections/parts/whole-record.ts';
import { statement, verdictsOf } from '../../support/clause-verdicts.ts';
import { exampleRecords, siteFacts } from '../../support/site-parts.ts';

const session = exampleRecords()['remote-session']?.[0];
if (session === undefined) throw new Error('no example of a session');
const breach = { clauses: ['5.2.1', '5.2.3'], day: '2026-09-29', where: session.id, text: '与许可不符' };
const several = { clauses: [], day: '整个期间', where: `CZ-20260929-001、${session.id}`, text: '没有许可' };
const verdicts = verdictsOf('owed', statement([], { exceptions: [breach, several] }));
const facts = siteFacts({ clauses: { headings: new Map(), verdicts } });

it('in the words of the statement, alone or among others', () => {
  const href = '/clauses/state/exceptions#in-2026-Q1';
  const links = [
    { text: '2026 年第 1 季度对照表（条款 ⟦条款:5.2.1⟧、⟦条款:5.2.3⟧）：与许可不符', href },
    { text: '2026 年第 1 季度对照表：没有许可', href },
  ];
  expect(exceptionsNaming(facts, session.id)).toEqual(links);
  const kind = facts.kinds.find(({ id }) => id === 'remote-session');
  if (kind === undefined) throw new Error('no kind');
  expect(wholeRecord(facts, kind, session).facts).toContainEqual({ label: '例外', value: links });
});

it('and none where none names it, or nothing was stated', () => {
  expect(exceptionsNaming(facts, 'YC-20260929-00')).toEqual([]);
  expect(exceptionsNaming(facts, '')).toEqual([]);
  expect(exceptionsNaming(siteFacts({ clauses: { headings: new Map(), verdicts: null } }), session.id)).toEqual([]);
});
