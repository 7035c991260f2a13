/** What leaves: numbers, kinds, times and states alone, as mail, as the short text of a robot and on paper. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { LedgerMessage } from '../../src/notify/ledger.ts';
import { lineKind, lineNumber, type NoticeLine, noticeLine } from '../../src/notify/line.ts';
import { write } from '../../src/notify/message.ts';
import { sendAll } from '../../src/notify/send.ts';
import { weekList, weekListPage } from '../../src/notify/week-list.ts';
import { EVIL, payloads } from '../payloads/_payloads.ts';
import { clockFact, documentFact, factsOf, mailChannel, patient } from './_notices.ts';
import { headerOf, type MailServer, mailServer, partsOf, shownHeader } from './_servers.ts';

const AT = '2026-11-30T08:30:00+08:00';
const { number, kind, dueAt, state } = documentFact('月度运维报告', '2026-11', '2026-12-03T18:00:00+08:00');
const line: NoticeLine = { number, kind, dueAt, state };
const written = (lines: readonly NoticeLine[], changes = {}) =>
  write({ lines, topics: ['documents'], at: AT, repeated: false, ...changes });

describe('a line', () => {
  it('has no room for anything else', () => {
    const more = { ...line, title: '领导办公室断网', content: '口令 123' };
    expect(noticeLine(more)).toEqual(line);
  });

  it('refuses as a number, a state or a time what is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const isNumber = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(text);
        expect(isNumber ? lineNumber(text) : text).toBe(text);
        if (!isNumber) expect(() => lineNumber(text)).toThrow(RangeError);
        if (!isNumber) expect(() => noticeLine({ ...line, number: text as typeof number })).toThrow(RangeError);
        expect(() => noticeLine({ ...line, state: `${text}!` as typeof state })).toThrow(RangeError);
        expect(() => noticeLine({ ...line, dueAt: `${text}!` })).toThrow(RangeError);
      }),
    );
  });

  it('keeps the name of a kind to one line of plain characters', () => {
    const name = `月报\r\nBcc: a@evil.invalid\u202e\u200b${'长'.repeat(80)}`;
    const plain = lineKind({ id: 'x', name });
    expect(plain).not.toMatch(/[\r\n\u202e\u200b]/);
    expect([...plain].length).toBeLessThanOrEqual(41);
  });
});

describe('a message', () => {
  it('reads as a person says it', () => {
    const late = { ...line, state: 'overdue' as const, dueAt: '2026-11-29T17:30:00+08:00' };
    const { subject, text, chat } = written([line, late]);
    expect(subject).toBe('【运维台账】已逾期 1 项，近期应交 1 项，最近 12-03 18:00');
    expect(text.split('\n').slice(0, 8)).toEqual([
      ...['运维台账提醒　截至 2026-11-30 08:30', '已逾期 1 项，近期应交 1 项，最近 12-03 18:00', ''],
      ...['已逾期（1 项）', '  2026-11-29 17:30 逾期未交　月度运维报告 2026-11', ''],
      ...['近期应交（1 项）', '  2026-12-03 18:00 待交　月度运维报告 2026-11'],
    ]);
    expect(chat).toContain('· 2026-12-03 18:00 待交　月度运维报告 2026-11');
  });

  it('says of a document of the whole service so', () => {
    const { text, html, chat } = written([{ ...line, number: lineNumber('service') }]);
    for (const one of [text, html, chat]) expect(one).not.toContain('service');
    expect(text).toContain('月度运维报告 服务期内');
  });

  it('of many lines tells how many more there are, and none is broken by a reader of 80 columns', () => {
    const lines = Array.from({ length: 90 }, (_, n) => ({
      ...line,
      number: lineNumber(`2026-${n}`),
      kind: lineKind({ id: 'x', name: '很长的文档名称'.repeat(6) }),
    }));
    const { text, html } = written(lines);
    expect(text).toContain('另有 30 项，见台账');
    expect(html).toContain('另有 30 项，见台账');
    const wide = (one: string) => [...one].reduce((sum, c) => sum + (c > '\u2e7f' ? 2 : 1), 0);
    expect(Math.max(...text.split('\n').map(wide))).toBeLessThanOrEqual(88);
  });

  it('asks for nothing from elsewhere', () => {
    expect(written([line]).html).not.toMatch(/src=|href=|url\(|@import|http/i);
  });
});

describe('through a real server', () => {
  let server: MailServer;
  afterEach(() => server.close());

  async function mailed(kinds: readonly string[]): Promise<string[]> {
    server = await mailServer();
    const messages = kinds.map(
      (name, n): LedgerMessage => ({
        ...{ id: `message-${n}`, channel: 'mail', address: 'ops@example.internal', topics: ['digest'], keys: [] },
        ...{ lines: [{ ...line, kind: lineKind({ id: 'x', name }) }], at: AT, triedAt: AT, tries: 1, state: 'pending' },
        ...{ repeated: true, reason: null, code: null },
      }),
    );
    await sendAll({ messages, channels: new Map([['mail', mailChannel(server.port)]]), times: patient });
    return server.arrived.map(({ raw }) => raw);
  }

  it('comes as plain text and drawn, in Chinese, marked and from a machine', async () => {
    const [raw = ''] = await mailed(['月度运维报告']);
    expect(shownHeader(headerOf(raw, 'Subject'))).toBe(
      '（可能重复）【运维台账】每周摘要（2026-11-30 星期一）：近期应交 1 项，最近 12-03 18:00',
    );
    expect(shownHeader(headerOf(raw, 'From'))).toBe('运维台账 <ops@example.internal>');
    expect(headerOf(raw, 'Message-ID')).toBe('<message-0@example.internal>');
    expect(headerOf(raw, 'Auto-Submitted')).toBe('auto-generated');
    const parts = partsOf(raw);
    expect(parts['text/plain']).toContain('可能重复：上一次发送没有得到结果');
    expect(parts['text/html']).toContain('<td');
    expect(parts['text/html']).toContain('月度运维报告');
  });

  // The names of kinds are the only texts of data that go out: 500 that try to be more than text.
  it('no payload in the name of a kind becomes a header, a tag or an address', async () => {
    const arrived = await mailed(payloads.filter((_, n) => n % 25 === 0));
    expect(arrived).toHaveLength(20);
    for (const raw of arrived) {
      const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
      expect(head).not.toContain(EVIL);
      expect(head.match(/^(To|From|Bcc|Cc|Subject):/gim)).toEqual(['From:', 'To:', 'Subject:']);
    }
    const bare = written(payloads.map((name) => ({ ...line, kind: lineKind({ id: 'x', name }) }))).html;
    for (const name of payloads) {
      const { html } = written([{ ...line, kind: lineKind({ id: 'x', name }) }]);
      const tags = (text: string) => text.match(/<\/?[a-z][^>]*>/gi)?.length;
      expect(tags(html)).toBe(tags(written([line]).html));
      const page = weekListPage(
        weekList(factsOf({ documents: [documentFact(name, '2026-11', dueAt ?? '')] }), AT),
        name,
        AT,
      );
      expect(page).not.toMatch(/<(script|img|svg|iframe|object|link|form|video|math|base)\b/i);
    }
    expect(bare).not.toMatch(/<(script|img|svg|iframe|object|link|form|video|math|base)\b/i);
  }, 20_000);
});

it('本周应交清单 lists what is late, each day of the week, and what runs out in it', () => {
  const facts = factsOf({
    documents: [
      documentFact('日志', '2026-11-29', '2026-11-29T17:30:00+08:00', { state: 'overdue', daily: true }),
      documentFact('月报', '2026-11', '2026-12-03T18:00:00+08:00'),
      documentFact('季报', '2026-Q4', '2027-01-05T18:00:00+08:00'),
    ],
    clocks: [clockFact('GZ-20261130-001', '2026-11-30T09:10:00+08:00')],
  });
  const list = weekList(facts, AT);
  expect([list.from, list.to]).toEqual(['2026-11-30', '2026-12-06']);
  expect(list.late.map((one) => one.number)).toEqual(['2026-11-29']);
  expect(list.days.map(({ day, lines }) => [day, lines.length])).toEqual([
    ['2026-11-30', 1],
    ['2026-12-03', 1],
  ]);
  expect(weekListPage(list, '项目', AT)).toContain('此前逾期　1 项');
  expect(weekListPage(weekList(factsOf({}), AT), '项目', AT)).toContain('本周没有应交的文档');
});
