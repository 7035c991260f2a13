/** 口径: what is settled, when and by what; and where a document says 口径未定 of what is judged now. */
import { describe, expect, it } from 'vitest';
import type { Interpretation } from '../../src/contract/terms/interpretations.ts';
import { attachmentKey, signedPaper } from '../../src/records/open-attachment.ts';
import type { Block, SiteDocument } from '../../src/report/site-model.ts';
import { incidentContext } from '../../src/sections/board/figures.ts';
import type { NamedLimit } from '../../src/sections/board/named-limits.ts';
import { missedByClause, missedPages, missedSection, missedSince } from '../../src/sections/clauses/missed-since.ts';
import { saidOf, worstOf } from '../../src/sections/clauses/service.ts';
import clauses from '../../src/sections/clauses.ts';
import faults from '../../src/sections/faults.ts';
import interpretations from '../../src/sections/interpretations.ts';
import type { LeftOpen, SiteFacts } from '../../src/sections/parts/facts.ts';
import { judgedSince } from '../../src/sections/parts/settled.ts';
import { assessIncident } from '../../src/subjects/incidents/judge/clocks.ts';
import { settledAfter } from '../../src/subjects/incidents/judge/interpretation.ts';
import incidentKind from '../../src/subjects/incidents/kinds/incident.ts';
import signoffKind from '../../src/subjects/signing/kinds/signoff.ts';
import { settledText } from '../../src/wording/interpretation-words.ts';
import { statement, verdictsOf } from '../support/clause-verdicts.ts';
import { exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

const SCAN = 'ab'.repeat(32);
const ID = incidentKind.example.id;

/** The clocks confirmed by both sides on that day. */
function settled(given: Partial<SiteFacts> = {}, more: Partial<Interpretation> = {}): SiteFacts {
  const facts = siteFacts(given);
  const agreed = { confirmed: true, chosen: 'alert', confirmedOn: '2026-11-25', scan: SCAN, ...more };
  const all = facts.contract.interpretations.map((one) => (one.id === 'clocks' ? { ...one, ...agreed } : one));
  return { ...facts, contract: { ...facts.contract, interpretations: all } };
}

const document = (given: Partial<SiteDocument>): SiteDocument =>
  ({
    ...{ number: 'HQSF-GZ-r1', obligation: 'incident-analysis', name: '故障分析处理记录', period: ID, periodText: ID },
    ...{ status: 'issued', revision: 1, revisionText: '第 1 版', issuedAt: '2026-11-24T20:00:00+08:00', clauses: [] },
    ...{ files: { html: '/a.html', pdf: null, xlsx: null }, marks: [] },
    ...given,
  }) as unknown as SiteDocument;

const left = (...clocks: string[]): LeftOpen[] => [{ document: document({}), clocks, interpretations: [], judged: [] }];

const page = (facts: SiteFacts) => {
  const [own] = pagesOf(interpretations, facts);
  const blocksOf = (id: string): Block[] => own?.sections.find((one) => one.id === id)?.blocks ?? [];
  return { own, blocksOf, text: JSON.stringify(own) };
};

describe('the page', () => {
  it('lists each ambiguity of the contract with its state, and gives each a place of its own', () => {
    const facts = settled();
    const { own, blocksOf } = page(facts);
    const all = facts.contract.interpretations;
    expect(own?.description).toBe(
      `合同中可作不同理解之处，共 ${all.length} 项：双方已确认 1 项，待确认 ${all.length - 1} 项。`,
    );
    const [list] = blocksOf('list');
    if (list?.type !== 'table') throw new Error('no list');
    expect(list.rows.map(({ filter }) => filter?.['state']).filter((one) => one === 'settled')).toHaveLength(1);
    for (const { id } of all) expect(blocksOf(`i-${id}`).length).toBeGreaterThan(0);
    expect(JSON.stringify(blocksOf('i-major'))).toContain('哪些故障是重大故障');
    const clocks = JSON.stringify(blocksOf('i-clocks'));
    for (const part of [
      '双方已于 2026-11-25 确认',
      `SHA-256 ${SCAN.slice(0, 12)}…`,
      '各时限从何时起算',
      '/clauses/5.1.3',
    ])
      expect(clocks).toContain(part);
  });

  it('leads to the receipt to which the signed paper is attached, or to the record of an account', () => {
    const receipt = { ...signoffKind.example, attachments: [{ name: '口径确认函.pdf', sha256: SCAN }] };
    const records = { ...exampleRecords(), signoff: [receipt] } as never;
    expect(page(settled({ records })).text).toContain(`"text":"签收记录 ${receipt.id}"`);
    const decided = page(settled({}, { scan: undefined, decision: 'KJ-20261124-001' })).text;
    expect(decided).toContain('⟦采购人⟧已于 2026-11-25 电子确认（KJ-20261124-001，账号由⟦供应商⟧管理）');
    expect(decided).toContain('"text":"KJ-20261124-001","href"');
  });

  it('takes nothing for settled of which no signed paper is kept, and says so', () => {
    const { blocksOf, own } = page(settled({}, { confirmed: false }));
    expect(own?.description).toContain('双方已确认 0 项');
    expect(JSON.stringify(blocksOf('i-clocks'))).toContain('"text":"待确认","tone":"attention"');
    expect(JSON.stringify(blocksOf('i-clocks'))).toContain('⟦供应商⟧登记，待⟦采购人⟧确认');
  });

  it('says of the newest letter what it has as open that is settled now', () => {
    const letter = document({ number: 'HQSF-KJ-r1', obligation: 'interpretation-letter', name: '口径确认函' });
    const open = (...ids: string[]) => {
      const leftOpen = [{ document: letter, clocks: [], interpretations: ids, judged: [] }];
      return JSON.stringify(page(settled({ documents: [letter], leftOpen })).blocksOf('letter'));
    };
    expect(open('clocks', 'major')).toContain('下列 1 项列为待确认，其后已经确认');
    expect(open('clocks', 'major')).toContain('/interpretations#i-clocks');
    expect(open('major')).not.toContain('列为待确认');
    expect(open('major')).toContain('HQSF-KJ-r1 口径确认函（2026-11-24 签发）');
  });

  it('opens the signed paper where the view gives it out, and says why where it does not', () => {
    const given = (shown: { text: string; href?: string }) =>
      page(settled({ attachments: new Map([[attachmentKey(signedPaper(SCAN)), shown]]) })).text;
    expect(given({ text: '原件', href: '/attachments/ab.pdf' })).toContain('"href":"/attachments/ab.pdf"');
    expect(given({ text: '内容已依规清除' })).toContain('"sub":"内容已依规清除"');
  });

  it('lists each document that left a 口径 open: letters, those that the pages of faults name, and statements', () => {
    const letter = document({ number: 'HQSF-KJ-r1', obligation: 'interpretation-letter', name: '口径确认函' });
    const verdicts = verdictsOf(
      statement([['5.1.3', { text: '因口径而异' }]], { issuedAt: '2026-11-20T17:00:00+08:00' }),
    );
    const leftOpen = [
      { document: letter, clocks: [], interpretations: ['clocks'], judged: [] },
      ...left('恢复'),
      { ...(left('响应')[0] as LeftOpen), document: document({ number: 'HQSF-ZD-r1' }) },
    ];
    const facts = settled({ leftOpen, clauses: { headings: new Map(), verdicts } });
    const told = JSON.stringify(page(facts).blocksOf('i-clocks'));
    expect(told).toContain('口径函、故障文档和履约对照表 4 份');
    const ofFault = JSON.stringify(
      pagesOf(faults, facts)
        .find(({ path }) => path === ID)
        ?.sections.find(({ id }) => id === 'since'),
    );
    for (const number of ['HQSF-GZ-r1', 'HQSF-ZD-r1'])
      for (const text of [told, ofFault]) expect(text).toContain(`/documents?number=${number}`);
    expect(told).toContain('条款 ⟦条款:5.1.3⟧ 因口径而异');
    expect(told).toContain('HQSF-KJ-r1 口径确认函（2026-11-24 签发，列为待确认）');
    expect(JSON.stringify(page(facts).blocksOf('i-major'))).not.toContain('份如下');
    // What is still undecided is told by neither.
    const open = settled({ leftOpen: left('没有这个时限') });
    expect(JSON.stringify(page(open).blocksOf('i-clocks'))).not.toContain('份如下');
  });

  it('is none where the contract can be read in one way', () => {
    const facts = siteFacts();
    expect(pagesOf(interpretations, { ...facts, contract: { ...facts.contract, interpretations: [] } })).toEqual([]);
  });
});

describe('a limit that an issued document calls 口径未定', () => {
  const noteOf = (facts: SiteFacts) =>
    JSON.stringify(
      pagesOf(faults, facts)
        .find(({ path }) => path === ID)
        ?.sections.filter(({ id }) => id === 'outcome' || id === 'since'),
    );

  it('says by which 口径 it is judged now, and which document that is', () => {
    const told = noteOf(settled({ leftOpen: left('恢复') }));
    expect(told).toContain('恢复按 2026-11-25 双方确认的口径“自申报起算，监控先发现的自告警时间起算”判定');
    expect(told).toContain('/interpretations#i-clocks');
    expect(told).toContain('HQSF-GZ-r1 故障分析处理记录（2026-11-24 签发，恢复口径未定）');
    const cases = JSON.stringify(pagesOf(faults, settled({ leftOpen: left('恢复') })).slice(1));
    expect(cases).toContain('HQSF-GZ-r1 签发时写为口径未定');
  });

  it('is not spoken of where nothing is settled, no document left it open, or it is open still', () => {
    expect(noteOf(siteFacts({ leftOpen: left('恢复') }))).not.toContain('签发时');
    expect(noteOf(settled())).not.toContain('签发时');
    expect(judgedSince(settled({ leftOpen: left('恢复') }), ID, ['响应'])).toBeNull();
    expect(judgedSince(settled({ leftOpen: left('恢复') }), 'GZ-20260101-001', ['恢复'])).toBeNull();
  });

  it('stands before the exceptions of the statements where it is missed, and only there', () => {
    const of = (state: string, leftOpen: LeftOpen[], decides = true) => {
      const kept = {
        clauses: ['5.1.3'],
        cases: [{ id: ID, clock: '恢复', state, text: '用时 2 小时 01 分', decides }],
      };
      return missedSince(settled({ leftOpen }), [{ title: 'P1 恢复', limit: kept } as unknown as NamedLimit]);
    };
    const missed = of('missed', left('恢复'));
    const told = JSON.stringify(missedSection(settled(), missed));
    expect(told).toContain('1 项，不在各期对照表的例外之列');
    expect(told).toContain('/clauses/state/since');
    const verdicts = verdictsOf(statement([]));
    const facts = settled({ clauses: { headings: new Map(), verdicts } });
    const [page] = missedPages(facts, missed);
    expect(page?.description).toContain('1 项，不在各期对照表的例外之列');
    expect(JSON.stringify(page)).toContain('HQSF-GZ-r1 签发时写为口径未定');
    expect([missedPages(settled(), missed), missedPages(facts, [])]).toEqual([[], []]);
    const beside = of('missed', left('恢复'), false);
    for (const none of [of('met', left('恢复')), of('missed', left('响应')), of('missed', []), beside])
      expect(missedSection(settled(), none)).toEqual([]);
    const days = Array(2).fill(incidentKind.example.at.slice(0, 10));
    expect(missedByClause([...missed, ...missed], ['3.3'])).toEqual(
      new Map([
        ['5.1.3', days],
        ['3.3', days],
      ]),
    );
  });

  it('makes a clause that the statements left open one that was missed, over the service alone', () => {
    const missed = new Map([['5.1.3', ['2026-01-01']]]);
    const stated = (text: string) => verdictsOf(statement([['5.1.3', { text }]]));
    const over = (text: string, of: ReadonlyMap<string, readonly string[]>) =>
      worstOf({ ...stated(text), missed: of }, '5.1.3').said.cell.text;
    expect(over('因口径而异', missed)).toBe('签发后判定未达标');
    expect(over('有证据，未见例外', missed)).toBe('签发后判定未达标');
    expect(over('因口径而异', new Map())).toBe('因口径而异');
    expect(over('有例外', missed)).toBe('有例外');
    // Of several periods that in which it happened is named.
    const two = verdictsOf(...['有证据，未见例外', '因口径而异'].map((text) => statement([['5.1.3', { text }]])));
    const [, second] = two.periods;
    const days = new Map([['5.1.3', [second?.from ?? '']]]);
    expect(worstOf({ ...two, missed: days }, '5.1.3').periods).toEqual([second]);
    expect(saidOf(stated('因口径而异').periods[0] as never, '5.1.3')?.cell.text).toBe('因口径而异');
  });

  it('is led back to from the page of the fault where it is missed, and only there', () => {
    const seen = (restoredAt: string): string => {
      const record = { ...incidentKind.example, restoredAt, confirmedRestoredAt: undefined };
      const clauses = { headings: new Map(), verdicts: verdictsOf(statement([])) };
      const facts = settled({ leftOpen: left('恢复'), clauses, records: { ...exampleRecords(), incident: [record] } });
      return JSON.stringify(pagesOf(faults, facts).find(({ path }) => path === ID));
    };
    const back = '/clauses/state/since';
    expect(seen('2026-11-27T10:00:00+08:00')).toContain(back);
    expect(seen(incidentKind.example.restoredAt ?? '')).not.toContain(back);
  });

  it('is judged by the same labels as the document has', () => {
    const judged = assessIncident(incidentKind.example, incidentContext(settled()));
    expect(judged.clocks.map(({ label }) => label)).toContain('恢复');
  });
});

describe('the page of a clause', () => {
  const rowsOf = (text: string) => {
    const verdicts = verdictsOf(statement([['5.1.3', { text }]], { issuedAt: '2026-11-20T17:00:00+08:00' }));
    const own = pagesOf(clauses, settled({ clauses: { headings: new Map(), verdicts } })).find(
      ({ path }) => path === '5.1.3',
    );
    return JSON.stringify(own);
  };

  it('names the 口径 that were settled since the statement that found the clause undecided', () => {
    expect(rowsOf('因口径而异')).toContain('2026-11-20 签发；其后 2026-11-25 双方确认的口径');
    expect(rowsOf('达成')).not.toContain('其后');
    expect(rowsOf('达成')).toContain('/interpretations#i-clocks');
  });

  it('counts none as settled since that was settled before, on the day itself, or on no day that is known', () => {
    const [one] = settled().contract.interpretations.filter(({ id }) => id === 'clocks') as [Interpretation];
    expect(settledAfter([one], '2026-11-24T23:59:59+08:00')).toEqual([one]);
    expect(settledAfter([one], '2026-11-25T00:00:00+08:00')).toEqual([]);
    expect(settledAfter([{ ...one, confirmedOn: undefined }], '2026-01-01T00:00:00+08:00')).toEqual([]);
    expect(settledAfter([{ ...one, confirmed: false }], '2026-01-01T00:00:00+08:00')).toEqual([]);
    expect(settledText({ options: [], chosen: null })).toBe('双方已确认');
  });
});
