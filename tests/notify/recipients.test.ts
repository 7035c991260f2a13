/** Who is told: roles without an address, quiet hours and days off, internal mail, floods and robots' limits. */
import { describe, expect, it } from 'vitest';
import type { NoticeAddress } from '../../src/contract/notices.ts';
import { emptyLedger, type Ledger, pruned, readLedger } from '../../src/notify/ledger.ts';
import { planRound } from '../../src/notify/plan.ts';
import { recipientsOf, roleGaps } from '../../src/notify/recipients.ts';
import { wantedAt } from '../../src/notify/wanted.ts';
import { clockFact, documentFact, factsOf, isWorkingDay, mailChannel, settingsWith } from './_notices.ts';

const THURSDAY = '2026-12-03T11:45:00+08:00';
const mail = (role: string, changes: Partial<NoticeAddress> = {}): NoticeAddress => ({
  role,
  channel: 'mail',
  address: `${role}@example.internal`,
  ...changes,
});
const settings = (...addresses: NoticeAddress[]) =>
  settingsWith({
    channels: [mailChannel(25), { name: 'group', type: 'dingtalk', base: 'http://localhost', token: 'k' }],
    addresses,
    digest: { weekday: 1, at: '08:30' },
    internalDomains: ['example.internal'],
  });

const told = (
  of: ReturnType<typeof settings>,
  topic: 'documents' | 'clocks' | 'digest',
  role: string,
  now = THURSDAY,
) =>
  recipientsOf(of, { topic, role, now, isWorkingDay, isFailing: () => false }).recipients.map(
    ({ address, channel }) => address || channel,
  );

describe('a role', () => {
  it('is told at each of its addresses', () => {
    const of = settings(mail('engineer'), { role: 'engineer', channel: 'group' }, mail('manager'));
    expect(told(of, 'documents', 'engineer')).toEqual(['engineer@example.internal', 'group']);
  });

  it('without an address is named, and the next one told', () => {
    const of = settings(mail('manager'));
    expect(told(of, 'clocks', 'duty')).toEqual(['manager@example.internal']);
    expect(roleGaps(of)).toContainEqual({ topic: 'clocks', role: 'duty', instead: 'manager' });
    expect(roleGaps(settings())).toContainEqual({ topic: 'documents', role: 'engineer', instead: null });
    expect(roleGaps(settings(mail('engineer'), mail('duty'), mail('manager')))).toEqual([]);
  });

  it('that nothing gets through to brings the next one in', () => {
    const of = settings(mail('engineer'), mail('manager'));
    const { recipients } = recipientsOf(of, {
      ...{ topic: 'documents', role: 'engineer', now: THURSDAY, isWorkingDay },
      isFailing: ({ address }) => address.startsWith('engineer'),
    });
    expect(recipients.map(({ address }) => address)).toEqual(['engineer@example.internal', 'manager@example.internal']);
  });
});

describe('quiet hours', () => {
  const quiet = { quietFrom: '22:00', quietTo: '07:30' };

  it('over midnight hold a document until they end', () => {
    const of = settings(mail('engineer', quiet), mail('manager'));
    expect(told(of, 'documents', 'engineer', '2026-12-03T23:00:00+08:00')).toEqual([]);
    expect(told(of, 'documents', 'engineer', '2026-12-03T07:29:00+08:00')).toEqual([]);
    expect(told(of, 'documents', 'engineer', '2026-12-03T07:30:00+08:00')).toEqual(['engineer@example.internal']);
  });

  it('send a limit that runs to the next who is awake, and to the first where nobody is', () => {
    const at = '2026-12-03T23:00:00+08:00';
    expect(told(settings(mail('duty', quiet), mail('manager')), 'clocks', 'duty', at)).toEqual([
      'manager@example.internal',
    ]);
    expect(told(settings(mail('duty', quiet), mail('manager', quiet)), 'clocks', 'duty', at)).toEqual([
      'duty@example.internal',
    ]);
  });

  it('hold on days off where the settings say so', () => {
    const of = settings(mail('engineer', { workdaysOnly: true }));
    expect(told(of, 'documents', 'engineer', '2026-12-05T11:00:00+08:00')).toEqual([]);
    expect(told(of, 'documents', 'engineer', '2026-12-04T11:00:00+08:00')).toEqual(['engineer@example.internal']);
  });
});

it('the digest goes by mail to internal addresses alone', () => {
  const of = settings(
    { role: 'manager', channel: 'group' },
    mail('manager', { address: 'boss@elsewhere.example' }),
    mail('manager', { address: 'boss@notexample.internal' }),
    mail('manager', { address: '经理 <boss@mail.example.internal>' }),
  );
  expect(told(of, 'digest', 'manager')).toEqual(['经理 <boss@mail.example.internal>']);
});

describe('a round', () => {
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `m-${ids + 1e8}`;
  };
  const round = (
    ledger: Ledger,
    incidents: number,
    now: string,
    of = settings(mail('duty'), { role: 'duty', channel: 'group' }),
  ) => {
    const clocks = Array.from({ length: incidents }, (_, n) =>
      clockFact(`GZ-20261203-${String(n + 1).padStart(3, '0')}`, '2026-12-03T12:00:00+08:00'),
    );
    const wanted = wantedAt(factsOf({ clocks }), of, now);
    const planned = planRound({
      wanted,
      settings: of,
      ledger,
      now,
      isWorkingDay,
      newId,
    });
    const sent = planned.ledger.messages.map((one) => ({ ...one, state: 'sent' as const }));
    return { ...planned, ledger: { ...planned.ledger, messages: sent } };
  };

  it('joins a flood into one message for each who is told', () => {
    const { send } = round(emptyLedger, 120, THURSDAY);
    expect(send.map(({ lines }) => lines.length)).toEqual([120, 120]);
  });

  it('after three within ten minutes waits, and then tells of all that came', () => {
    let ledger: Ledger = emptyLedger;
    const sizes: number[] = [];
    for (let minute = 0; minute < 14; minute += 1) {
      const done = round(ledger, minute + 1, `2026-12-03T11:${30 + minute}:00+08:00`, settings(mail('duty')));
      ledger = done.ledger;
      sizes.push(...done.send.map(({ lines }) => lines.length));
    }
    expect(sizes).toEqual([1, 1, 1, 8, 1, 1]);
    expect(new Set(ledger.messages.flatMap(({ keys }) => keys)).size).toBe(
      ledger.messages.flatMap(({ keys }) => keys).length,
    );
  });

  it('sends a robot no more than it takes in a minute', () => {
    const busy = Array.from({ length: 20 }, (_, n) => ({
      ...{ id: `m-${n}-00000`, channel: 'group', address: '', topics: [], keys: [`other ${n}`], lines: [] },
      ...{ at: '2026-12-03T11:44:30+08:00', triedAt: '2026-12-03T11:44:30+08:00', tries: 1, state: 'failed' as const },
      ...{ repeated: false, reason: null, code: null },
    }));
    const of = settings({ role: 'duty', channel: 'group' });
    expect(round({ schema: 1, messages: busy }, 1, THURSDAY, of).send).toEqual([]);
    expect(round({ schema: 1, messages: busy }, 1, '2026-12-03T11:46:00+08:00', of).send).toHaveLength(1);
  });

  it('tells what nobody can be told', () => {
    const of = settings();
    const documents = [documentFact('月报', '2026-11', '2026-12-03T12:00:00+08:00')];
    const wanted = wantedAt(factsOf({ documents }), of, THURSDAY);
    const request = { wanted, settings: of, ledger: emptyLedger, now: THURSDAY, isWorkingDay, newId: () => 'x' };
    expect(planRound(request).unreachable).toHaveLength(1);
  });
});

it('a ledger that somebody wrote into is none', () => {
  const line = { number: 'GZ-1', kind: '故障', dueAt: null, state: 'restoration' };
  const message = {
    ...{
      id: 'message-1',
      channel: 'mail',
      address: 'a@b',
      topics: [],
      keys: [],
      lines: [line],
      at: THURSDAY,
      triedAt: THURSDAY,
    },
    ...{ tries: 1, state: 'sent', repeated: false, reason: null, code: null },
  };
  const read = (changes: object) => readLedger({ schema: 1, messages: [{ ...message, ...changes }] });
  expect(read({})).not.toBeNull();
  expect(read({ lines: [{ ...line, number: '领导家里的网络' }] })).toBeNull();
  expect(read({ lines: [{ ...line, title: 'x' }] })).toBeNull();
  expect(read({ state: 'done' })).toBeNull();
  expect(readLedger([])).toBeNull();
});

it('a ledger forgets what is old, and never what would be told again', () => {
  const old = (n: number, state: 'sent' | 'failed') => ({
    ...{ id: `m-${n}-00000`, channel: 'mail', address: 'a@b', topics: [], keys: [`key ${n}`], lines: [], state },
    ...{ at: '2026-09-01T08:00:00+08:00', triedAt: '2026-09-01T08:00:00+08:00', tries: 1, repeated: false },
    ...{ reason: state === 'failed' ? ('auth' as const) : null, code: null },
  });
  const messages = [old(1, 'sent'), old(2, 'sent'), old(3, 'failed')];
  expect(pruned({ schema: 1, messages }, new Set(['key 2']), THURSDAY).messages.map(({ id }) => id)).toEqual([
    'm-2-00000',
  ]);
  const failures = Array.from({ length: 30 }, (_, n) => ({
    ...old(n + 10, 'failed'),
    triedAt: THURSDAY,
    at: THURSDAY,
  }));
  expect(pruned({ schema: 1, messages: failures }, new Set(), THURSDAY).messages).toHaveLength(8);
});
