/** 岗位与上班时间 on the pages that are asked for them: who has to be there when, by which clause, or that nothing says so. */
import { describe, expect, it } from 'vitest';
import type { SitePage } from '../../../src/report/site-model.ts';
import clauses from '../../../src/sections/clauses.ts';
import records from '../../../src/sections/records.ts';
import { pagesOf, siteFacts } from '../../support/site-parts.ts';

const hoursOn = (page: SitePage | undefined): string =>
  JSON.stringify(page?.sections.find(({ id }) => id === 'hours') ?? null);

describe('岗位与上班时间', () => {
  const facts = siteFacts();
  const page = (path: string) => pagesOf(clauses, facts).find((one) => one.path === path);

  it('stands on the page of the duty records, each post with its clause', () => {
    const text = hoursOn(pagesOf(records, facts).find(({ path }) => path === 'duty'));
    for (const part of ['驻点运维工程师', '工作日', '09:00–18:00', '5×8', '/clauses/5.1.1(3)', '电话值班', '7×24'])
      expect(text).toContain(part);
  });

  it('stands on the page of each clause that asks for a post, with that post alone', () => {
    expect(hoursOn(page('5.1.1(3)'))).toContain('09:00–18:00');
    expect(hoursOn(page('5.1.1(3)'))).not.toContain('电话值班');
    expect(hoursOn(page('5.1.2'))).toBe('null');
  });

  it('says that nothing is written down where the contract has the clause and no post', () => {
    const none = siteFacts();
    none.contract.contract.requirements = { ...none.contract.contract.requirements, posts: [] };
    const asked = pagesOf(clauses, none).find(({ path }) => path === '5.1.1(3)');
    expect(hoursOn(asked)).toContain('合同数据没有写明岗位');
    expect(hoursOn(pagesOf(records, none).find(({ path }) => path === 'duty'))).toContain('合同数据没有写明岗位');
  });
});
