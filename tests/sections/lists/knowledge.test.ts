import { describe, expect, it } from 'vitest';
import { articleMatcher } from '../../../src/knowledge/match.ts';
import { searchDocuments } from '../../../src/knowledge/search-documents.ts';
import type { SiteArticle } from '../../../src/report/site-model.ts';
import { knowledgeOf } from '../../../src/sections/lists/knowledge.ts';
import incident from '../../../src/subjects/incidents/kinds/incident.ts';
import consultation, { type ConsultationRecord } from '../../../src/subjects/requests/kinds/consultation.ts';
import { siteModel } from '../../support/site-fixture.ts';
import { exampleRecords, siteFacts } from '../../support/site-parts.ts';

function article(id: string, title: string, more: Partial<SiteArticle> = {}): SiteArticle {
  const given = { topics: [], systems: [], keywords: [], clauses: [], headings: [], html: '', text: title };
  return { id, title, summary: title, updated: null, reviewDue: '2027-01-01', owner: null, ...given, ...more };
}

const articles = [
  article('linux/disk-full', '服务器磁盘满了怎么处理', {
    systems: ['Linux 操作系统'],
    keywords: ['磁盘写满', '空间不足'],
  }),
  article('approval', '请假审批无法提交怎么处理', { systems: ['人事管理子系统'], keywords: ['审批报错', '提交失败'] }),
  article('mysql/replication', '主从复制中断怎么恢复', { systems: ['MySQL 数据库'], keywords: ['从库不同步'] }),
  ...Array.from({ length: 20 }, (_, n) => article(`other/${n}`, `别的事情第 ${n} 篇`)),
];

const asked = (id: string, question: string, more: Partial<ConsultationRecord> = {}): ConsultationRecord => {
  const { article: _, articleChange: __, ...rest } = structuredClone(consultation.example);
  return { ...rest, id, question, ...more };
};

const factsWith = (consultations: ConsultationRecord[], view: 'supplier' | 'audit' = 'supplier') =>
  siteFacts({ view, records: { ...exampleRecords(), consultation: consultations } });

describe('what a record is about', () => {
  const match = articleMatcher(articles, siteFacts().contract);

  it('is the article whose words it uses', () => {
    expect(match({ text: '应用服务器磁盘写满', assets: [] })).toEqual(['linux/disk-full']);
    expect(match({ text: '如何查看今年剩余年假', assets: [] })).toEqual([]);
  });

  it('takes less where the article is for the very system', () => {
    const text = '报销的审批一直卡着';
    expect(match({ text, assets: ['subsystem-casework'] })).toEqual([]);
    expect(match({ text, assets: ['subsystem-hr'] })).toEqual(['approval']);
  });

  it('is first of all the article that the record names, when there is one', () => {
    expect(match({ text: '磁盘写满', assets: [], article: 'mysql/replication' })).toEqual([
      'mysql/replication',
      'linux/disk-full',
    ]);
    expect(match({ text: '如何查看年假', assets: [], article: 'gone/away' })).toEqual([]);
  });
});

describe('the knowledge base of the site', () => {
  it('shows an article with its incidents and consultations, a repeated question once', () => {
    const consultations = ['ZX-20261110-001', 'ZX-20261112-001'].map((id) => asked(id, '请假审批提交报错怎么办？'));
    const { related } = knowledgeOf(factsWith(consultations), articles);
    expect(related['approval']?.incidents.map(({ id, text }) => [id, text])).toEqual([
      [incident.example.id, incident.example.title],
    ]);
    expect(related['approval']?.consultations.map(({ id, href }) => [id, href])).toEqual([
      ['ZX-20261112-001', '/consultations/2026-11#ZX-20261112-001'],
    ]);
    expect(related['mysql/replication']).toBeUndefined();
  });

  it('lists what is past its review or was never reviewed, and nothing else', () => {
    const { review } = knowledgeOf(siteFacts(), [
      article('fresh', '新的', { reviewDue: '2026-11-25' }),
      article('past', '过期的', { reviewDue: '2026-11-24' }),
      article('never', '没复核的', { reviewDue: null }),
    ]);
    expect(review).toEqual([
      { article: 'never', reason: '没有写复核日期' },
      { article: 'past', reason: '应于 2026-11-24 前复核' },
    ]);
  });

  it('lists questions without an article or without an answer, the most asked first', () => {
    const { unanswered } = knowledgeOf(
      factsWith([
        asked('ZX-20261110-001', '年假还剩几天？'),
        asked('ZX-20261111-001', '年假还剩几天？'),
        asked('ZX-20261112-001', '服务器磁盘满了？', { answer: undefined, status: 'open' }),
        asked('ZX-20261113-001', '主从复制中断了？'),
      ]),
      articles,
    );
    expect(unanswered.map(({ question, times, lastAsked, reason }) => [question, times, lastAsked, reason])).toEqual([
      ['年假还剩几天？', 2, '2026-11-24', '知识库中没有相近的文章'],
      ['服务器磁盘满了？', 1, '2026-11-24', '还没有答复'],
    ]);
  });

  it('keeps a consultation a draft until the article that it names exists', () => {
    const { consultations } = knowledgeOf(
      factsWith([
        asked('ZX-20261110-001', '甲', { article: 'approval' }),
        asked('ZX-20261111-001', '乙', { article: 'not/yet' }),
        asked('ZX-20261112-001', '丙'),
      ]),
      articles,
    );
    expect(consultations.map(({ id, draft }) => [id, draft])).toEqual([
      ['ZX-20261112-001', true],
      ['ZX-20261111-001', true],
      ['ZX-20261110-001', false],
    ]);
  });
});

describe('the search', () => {
  it('holds each answered draft question once, as a kind of its own', () => {
    const knowledge = knowledgeOf(
      factsWith([
        asked('ZX-20261110-001', '甲问'),
        asked('ZX-20261111-001', '甲问'),
        asked('ZX-20261112-001', '乙问', { answer: undefined, status: 'open' }),
        asked('ZX-20261113-001', '丙问', { article: 'approval' }),
      ]),
      articles,
    );
    const drafts = searchDocuments({ ...siteModel(), articles, knowledge }).filter(
      ({ kind }) => kind === 'consultation',
    );
    expect(drafts.map(({ url, title }) => [url, title])).toEqual([['/consultations/2026-11#ZX-20261111-001', '甲问']]);
  });

  it('holds the pages about one thing of each section that names a kind, and no lists', () => {
    const model = siteModel();
    const found = searchDocuments(model).filter(({ kind }) => kind === 'clause' || kind === 'incident');
    expect(found.filter(({ kind }) => kind === 'clause')).toHaveLength(85);
    expect(found.filter(({ kind }) => kind === 'incident').map(({ url }) => url)).toEqual([
      `/faults/${incident.example.id}`,
    ]);
    const [assets] = model.sections.filter(({ id }) => id === 'assets');
    if (assets === undefined) throw new Error('no section of the assets');
    const named = { ...assets, searchKind: { id: 'asset', word: '资产' } };
    expect(searchDocuments({ ...model, sections: [named] }).filter(({ kind }) => kind === 'asset')).toHaveLength(
      named.pages.length - 2,
    );
  });

  it('has the documents of one deliverable as a series, the newest first', () => {
    const model = siteModel();
    const [document] = model.documents;
    if (document === undefined) throw new Error('the model has no document');
    const of = (period: string) => ({ ...document, period, periodText: period, revision: 1 });
    const documents = [of('2026-09'), of('2026-11'), of('2026-10')];
    const found = searchDocuments({ ...model, documents }).filter(({ kind }) => kind === 'document');
    expect(found.map(({ title }) => title.replace(`${document.name} `, ''))).toEqual(['2026-11', '2026-10', '2026-09']);
    expect(new Set(found.map(({ series }) => series))).toEqual(new Set([document.obligation]));
  });
});
