import { describe, expect, test } from 'vitest';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import { type FindingLevels, levelJudge } from '../../src/contract/terms/finding-levels.ts';
import { defaultRules, findingRules } from '../../src/subjects/findings/judge/findings.ts';
import { starter } from './_starter.ts';

const data: FindingLevels = starter().findingLevels as FindingLevels;
const judge = (format: string, severity: string | null, cvss?: number) => levelJudge(data, format)({ severity, cvss });

describe('the level of an entry', () => {
  test.each([
    ['trivy', 'CRITICAL', undefined, 'critical'],
    ['grype', 'Negligible', undefined, 'low'],
    ['nessus', '3', undefined, 'high'],
    ['sarif', 'warning', undefined, 'medium'],
    ['lynis', 'suggestion', undefined, 'low'],
    ['finding-table', ' 高危 ', undefined, 'high'],
    // Its own scale has all four grades: the word decides against the score.
    ['trivy', 'MEDIUM', 9.8, 'medium'],
    ['nessus', '1', 9.0, 'low'],
  ])('%s %s with score %s is %s by its word', (format, word, cvss, level) => {
    expect(judge(format, word, cvss)).toEqual({ level, by: 'word' });
  });

  test.each([
    [9.0, 'critical'],
    [8.9, 'high'],
    [7.0, 'high'],
    [6.9, 'medium'],
    [4.0, 'medium'],
    [3.9, 'low'],
    [0.1, 'low'],
  ])('without a word, score %s is %s', (cvss, level) => {
    expect(judge('trivy', null, cvss)).toEqual({ level, by: 'score' });
    expect(judge('grype', 'Unknown', cvss)).toEqual({ level, by: 'score' });
  });

  test('a scale without 超危 is lifted by the score, and only to 超危', () => {
    expect(judge('openvas', 'High', 9.0)).toEqual({ level: 'critical', by: 'score' });
    expect(judge('openvas', 'High', 8.9)).toEqual({ level: 'high', by: 'word' });
    expect(judge('sarif', 'note', 8.0)).toEqual({ level: 'low', by: 'word' });
  });

  test('without word and score it is the stated one, and told as unknown', () => {
    expect(judge('trivy', null)).toEqual({ level: data.unknown, by: 'unknown' });
    expect(judge('trivy', 'no such word', 0)).toEqual({ level: data.unknown, by: 'unknown' });
  });
});

test('the starter’s rules of remedying are those of a workspace without the file', () => {
  expect(findingRules({ findingLevels: data })).toEqual(defaultRules);
  expect(findingRules({})).toEqual(defaultRules);
});

describe('the file against itself', () => {
  const problems = (levels: FindingLevels['levels']) =>
    buildBundle({ ...starter(), findingLevels: { ...data, levels } }).problems.map(({ at, expected }) => [
      at,
      expected,
    ]);

  test('each level stands once', () => {
    expect(problems(data.levels)).toEqual([]);
    expect(problems(data.levels.slice(1))).toEqual([['levels', '等级 critical']]);
    expect(problems([...data.levels, ...data.levels.slice(3)])).toEqual([['levels[4].level', '不与 levels[3] 重复']]);
  });

  test('the bounds fall', () => {
    const changed = data.levels.map((row) => (row.level === 'high' ? { ...row, cvss: 9.5 } : row));
    expect(problems(changed)).toEqual([['levels[1].cvss', '小于上一等级的 9']]);
  });
});
