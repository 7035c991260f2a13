/** What a person hears about the reason they gave, or did not give. */
import { describe, expect, it } from 'vitest';
import { reasonNotes } from '../../src/cli/issuing.ts';
import { type IssuedDocument, type IssueResult, nothingIssued } from '../../src/pipeline/issue/result.ts';
import { NO_REASON } from '../../src/subjects/deliveries/judge/late-reason.ts';

const files = { html: '', pdf: '', xlsx: '' };
const one = (number: string, reason: string | null): IssuedDocument => ({
  obligation: 'inspection-log',
  period: '2026-11-24',
  revision: 1,
  number,
  reason,
  confirmedAt: null,
  files,
});
const result = (more: Partial<IssueResult>): IssueResult => ({ ...nothingIssued(), ...more });

describe('the reason of a late document', () => {
  it('that nobody gave is owed, with the command that tells it', () => {
    const { owed, unused } = reasonNotes(result({ issued: [one('A', NO_REASON)] }), undefined);
    expect(owed.join()).toMatch(/A .*未登记.*opsledger issue inspection-log 2026-11-24 --reason/);
    expect(unused).toEqual([]);
  });

  it('that was used needs no word, also when it stands in one of several', () => {
    const found = reasonNotes(result({ issued: [one('A', '停电'), one('B', null)] }), '停电');
    expect(found).toEqual({ owed: [], unused: [] });
    expect(reasonNotes(result({ unchanged: [one('A', '补记补报原因：停电')] }), '停电').unused).toEqual([]);
  });
});

it.each([
  ['in time', result({ issued: [one('A', null)] }), /A 未过期限/],
  ['unchanged', result({ unchanged: [one('A', '更正')] }), /A .*没有变化.*没有采用.*“更正”/],
  ['nothing issued', result({}), /没有签发文档/],
])('a reason that stands nowhere is said: %s', (_name, found, text) => {
  expect(reasonNotes(found, '停电').unused.join()).toMatch(text);
});
