/** 漏洞: the same findings in every view, whatever the view may see of them. */
import { describe, expect, it } from 'vitest';
import findings from '../../src/sections/findings.ts';
import { compose, exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

describe('the views', () => {
  it('count the same findings, though ports are what tells two of them apart and a decision finds its own by', () => {
    const records = exampleRecords();
    const [scan] = records.scan;
    const [finding] = scan?.findings ?? [];
    const [decision] = records['finding-decision'];
    if (scan === undefined || finding === undefined || decision === undefined)
      throw new Error('no example of a finding');
    const three = ['22/tcp', '2222/tcp', '8022/tcp'].map((component) => ({ ...finding, component }));
    const accepted = { ...decision, decision: 'accept' as const, component: '2222/tcp', expiresOn: '2027-02-28' };
    const given = { ...records, scan: [{ ...scan, findings: three }], 'finding-decision': [accepted] };
    const [own, ...others] = (['supplier', 'purchaser', 'audit'] as const).map((view) => {
      const made = compose(siteFacts({ view, records: given }));
      const rows = made.pages['findings']?.[0]?.sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.type === 'table' ? [block.rows.length] : [])),
      );
      return { board: made.board.findings, rows };
    });
    expect(own?.board.levels.find(({ level }) => level === 'high')).toMatchObject({ open: 2 });
    expect(others).toEqual([own, own]);
    const seen = JSON.stringify(pagesOf(findings, siteFacts({ view: 'audit', records: given })));
    expect(seen).toContain('接受风险');
    for (const part of ['22/tcp', '8022/tcp', '采购人项目负责人']) expect(seen).toContain(part);
  });
});
