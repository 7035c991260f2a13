/** What a contract does not ask for has no part on the site, unless somebody wrote it down anyway. */
import { expect, test } from 'vitest';
import { composeSite } from '../../../src/pipeline/publish/sections.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import scan from '../../../src/subjects/findings/kinds/scan.ts';
import incident from '../../../src/subjects/incidents/kinds/incident.ts';
import { sections, siteFacts } from '../../support/site-parts.ts';

const bare = siteFacts({});
const facts = (records: Record<string, AnyRecord[]>) => ({
  ...bare,
  contract: {
    ...bare.contract,
    checks: [],
    contract: {
      ...bare.contract.contract,
      clauses: bare.contract.contract.clauses.slice(0, 1).map((one) => ({ ...one, topics: ['attendance' as const] })),
    },
  },
  records: { ...Object.fromEntries(Object.keys(bare.records).map((kind) => [kind, []])), ...records },
  ids: new Map(Object.entries(records).map(([kind, list]) => [kind, list.map(({ id }) => id)])),
  inspection: [],
});
const composed = (records: Record<string, AnyRecord[]> = {}) => composeSite(facts(records), sections);

test('a contract of attendance alone shows attendance, and no scan, backup, inspection, renewal or change', () => {
  const { board, sections: made } = composed();
  expect(Object.entries(board.shows).flatMap(([part, shown]) => (shown ? [part] : []))).toEqual(['limits', 'duty']);
  const ids = made.map(({ id }) => id);
  expect(ids).toContain('assets');
  expect(ids).not.toContain('findings');
  expect(ids).not.toContain('backups');
  const assets = made.find(({ id }) => id === 'assets');
  expect(JSON.stringify(assets?.pages)).not.toMatch(/巡检|需求、缺陷与补丁/);
  expect(
    JSON.stringify(composed({ incident: [{ ...incident.example, permit: undefined } as AnyRecord] }).sections),
  ).not.toContain('许可编号');
});

test('what was written down is shown, asked for or not', () => {
  const { board, sections: made } = composed({ scan: [scan.example] });
  expect(board.shows.findings).toBe(true);
  expect(made.map(({ id }) => id)).toContain('findings');
});
