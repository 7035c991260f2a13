/** 资产与设备: each asset has a page with all that was seen of it. */
import { describe, expect, it } from 'vitest';
import assets from '../../src/sections/assets.ts';
import { pagesOf, siteFacts } from '../support/site-parts.ts';

const facts = siteFacts();
const pages = pagesOf(assets, facts);

describe('the pages', () => {
  it('give every asset a page with its faults and what was seen today', () => {
    expect(pages).toHaveLength(facts.contract.assets.length + 2);
    const own = JSON.stringify(pages.find(({ path }) => path === 'mysql-primary'));
    expect(own).toContain('请假审批提交报错');
    expect(own).toContain('今日还没有这项资产的巡检结果');
  });
});
