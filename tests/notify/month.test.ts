/**
 * A month of reminders against a real SMTP server and a robot on loopback, with restarts at random moments and servers that fail
 * in every way: nothing goes to anybody twice unmarked, nothing a third time, and nothing that stood long enough is forgotten.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Facts } from '../../src/notify/facts.ts';
import type { Outcome } from '../../src/notify/failure.ts';
import { readLedger } from '../../src/notify/ledger.ts';
import { lineKind, lineNumber } from '../../src/notify/line.ts';
import { recipientKey } from '../../src/notify/recipients.ts';
import { remindRound } from '../../src/notify/round.ts';
import { type Sending, sendAll } from '../../src/notify/send.ts';
import { wantedAt } from '../../src/notify/wanted.ts';
import { seeded } from '../faults/_seeded.ts';
import { clockFact, documentFact, isWorkingDay, mailChannel, quick, settingsWith, textStore } from './_notices.ts';
import {
  type Answer,
  type HookServer,
  headerOf,
  hookServer,
  type MailManner,
  type MailServer,
  mailServer,
  shownHeader,
} from './_servers.ts';

const START = Temporal.Instant.from('2026-11-01T00:00:00+08:00');
const DAYS = 30;
const MINUTES = DAYS * 24 * 60;
const textAt = (minute: number): string =>
  START.add({ minutes: minute })
    .toZonedDateTimeISO('+08:00')
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });

/** What there is to remind of, each from a minute to another. */
interface Thing {
  from: number;
  until: number;
  at(minute: number): Partial<Facts>;
}

function world(random: () => number): Thing[] {
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const things: Thing[] = [];
  const document = (name: string, period: string, due: number, from: number, until: number, daily = false): void => {
    const dueAt = textAt(due);
    things.push({
      ...{ from, until },
      at: (minute) => ({
        documents: [documentFact(name, period, dueAt, { daily, state: minute > due ? 'overdue' : 'due' })],
      }),
    });
  };
  for (let day = 0; day < DAYS; day += 1) {
    const [begin, due] = [day * 1440, day * 1440 + 17 * 60 + 30];
    const done = random() < 0.75 ? due - 30 : random() < 0.8 ? due + 25 : due + 15 * 60;
    document('系统巡检日志', textAt(begin).slice(0, 10), due, begin, done, true);
  }
  for (const day of [3, 5, 10, 10, 10, 15, 20, 28]) {
    const due = day * 1440 + 18 * 60;
    document(`月度报告${things.length}`, '2026-10', due, 0, due + between(-30, 40) * 60);
  }
  const incident = (begin: number, id: string): void => {
    const dueAt = textAt(begin + 120);
    things.push({ from: begin, until: begin + between(30, 200), at: () => ({ clocks: [clockFact(id, dueAt)] }) });
  };
  for (let n = 0; n < 14; n += 1) incident(between(0, MINUTES - 300), `GZ-20261101-${String(n + 1).padStart(3, '0')}`);
  // One cause, forty incidents within a quarter of an hour.
  for (let n = 0; n < 40; n += 1) incident(12 * 1440 + 600 + (n % 16), `GZ-20261113-${String(n + 1).padStart(3, '0')}`);
  things.push({
    ...{ from: 0, until: MINUTES },
    at: () => ({
      expiries: [
        {
          ...{
            key: 'XK-20261001-001',
            number: lineNumber('XK-20261001-001'),
            kind: lineKind({ id: 'p', name: '长期许可' }),
          },
          ...{ on: '2026-11-20', at: '2026-11-20T23:59:59+08:00', from: '2026-09-01' },
        },
      ],
      unsigned: [
        {
          ...{ key: 'HQSF-YB-202610-r1', number: lineNumber('HQSF-YB-202610-r1') },
          ...{ kind: lineKind({ id: 'm', name: '月度报告' }), since: '2026-11-02T10:00:00+08:00' },
        },
      ],
    }),
  });
  return things;
}

function factsAt(things: readonly Thing[], minute: number): Facts {
  const facts = { documents: [], clocks: [], expiries: [], unsigned: [] } as { [K in keyof Facts]: Facts[K][number][] };
  for (const thing of things.filter(({ from, until }) => from <= minute && minute < until)) {
    for (const [name, list] of Object.entries(thing.at(minute))) facts[name as keyof Facts].push(...(list as never[]));
  }
  return facts as Facts;
}

class Killed extends Error {}

/** A message as it came to somebody. */
interface Delivery {
  id: string;
  marked: boolean;
}

let random: () => number;
let mail: MailServer;
let robot: HookServer;
const deliveries: Delivery[] = [];
let sentToRobot = '';
const pick = <T>(table: readonly (readonly [number, T])[]): T => {
  let left = random();
  return (table.find(([share]) => (left -= share) < 0) ?? table[0])?.[1] as T;
};

beforeAll(async () => {
  random = seeded(20_261_101);
  const manners = [
    [0.86, 'take'],
    [0.06, 'take-and-drop'],
    [0.04, 'busy'],
    [0.03, 'bounce'],
    [0.01, 'hang'],
  ] as const;
  // Asked twice of a message, for its recipient and for its body: the same answer to both.
  let turn: MailManner | null = null;
  mail = await mailServer(() => {
    if (turn !== null) {
      const manner = turn;
      turn = null;
      return manner;
    }
    const manner = pick<MailManner>(manners);
    if (manner !== 'busy' && manner !== 'bounce') turn = manner;
    return manner;
  });
  robot = await hookServer(({ body }): Answer => {
    const answer = pick<Answer>([
      [0.88, {}],
      [0.05, { drop: true }],
      [0.03, { body: '{"errcode":45009,"errmsg":"api freq out of limit"}' }],
      [0.03, { status: 500, body: 'oops' }],
      [0.01, { hang: true }],
    ]);
    const took = answer.status === undefined && answer.body === undefined;
    if (took) deliveries.push({ id: sentToRobot, marked: body.includes('可能重复') });
    return answer;
  });
});

afterAll(async () => {
  await Promise.all([mail.close(), robot.close()]);
});

it('goes out exactly once where that is known, else once more and marked', async () => {
  const settings = settingsWith({
    channels: [mailChannel(mail.port), { name: 'group', type: 'wecom', base: robot.url, token: 'robot-key' }],
    addresses: [
      { role: 'engineer', channel: 'mail', address: 'engineer@example.internal' },
      { role: 'duty', channel: 'group' },
      { role: 'manager', channel: 'mail', address: 'manager@example.internal', quietFrom: '22:00', quietTo: '07:00' },
    ],
    internalDomains: ['example.internal'],
    digest: { weekday: 1, at: '08:30' },
  });
  const things = world(random);
  const store = textStore();
  const told = new Map<string, { to: string; keys: readonly string[] }>();
  let [kills, ids] = [0, 0];
  const die = (share: number): void => {
    if (random() >= share) return;
    kills += 1;
    throw new Killed();
  };
  const send = async ({ messages, channels }: Sending): Promise<Map<string, Outcome>> => {
    for (const one of messages) told.set(one.id, { to: recipientKey(one), keys: one.keys });
    die(0.04);
    const outcomes = new Map<string, Outcome>();
    for (const one of messages) {
      sentToRobot = one.id;
      for (const [id, outcome] of await sendAll({ messages: [one], channels, times: quick })) outcomes.set(id, outcome);
      die(0.03);
    }
    return outcomes;
  };
  const wantedFor = new Map<string, { first: number; last: number }>();
  for (let minute = 0; minute < MINUTES; ) {
    const now = textAt(minute);
    const facts = factsAt(things, minute);
    for (const { key } of wantedAt(facts, settings, now))
      wantedFor.set(key, { first: wantedFor.get(key)?.first ?? minute, last: minute });
    let nextAt: string | null = null;
    try {
      const request = { facts, settings, store, now, isWorkingDay, send };
      const done = await remindRound({
        ...request,
        open: async (one) => one,
        newId: () => `m-${String((ids += 1)).padStart(8, '0')}`,
      });
      nextAt = done.nextAt;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    const rest = nextAt === null ? 30 : Math.ceil((Date.parse(nextAt) - Date.parse(now)) / 60_000);
    minute += Math.max(1, Math.min(rest, 1 + Math.floor(random() * 40)));
  }
  for (const { raw } of mail.arrived)
    deliveries.push({
      id: /<(.*)@/.exec(headerOf(raw, 'Message-ID'))?.[1] ?? '',
      marked: shownHeader(headerOf(raw, 'Subject')).startsWith('（可能重复）'),
    });

  // What came, by message: one or two, the second marked.
  const byId = Map.groupBy(deliveries, ({ id }) => id);
  for (const [id, own] of byId) {
    expect(told.has(id), id).toBe(true);
    expect(own.length, id).toBeLessThanOrEqual(2);
    if (own.length === 2) expect(own[1]?.marked, id).toBe(true);
    if (own.length === 2) expect(own[0]?.marked, id).toBe(false);
  }
  // What a person was reminded of came in one message alone.
  const byKey = new Map<string, Set<string>>();
  for (const id of byId.keys())
    for (const key of told.get(id)?.keys ?? []) {
      const place = `${told.get(id)?.to} ${key}`;
      byKey.set(place, (byKey.get(place) ?? new Set()).add(id));
    }
  expect([...byKey].filter(([, own]) => own.size > 1)).toEqual([]);
  // What was to be told for half a day was told, whatever failed meanwhile.
  const came = new Set([...byKey.keys()].map((place) => place.slice(place.indexOf(' ') + 1)));
  const long = [...wantedFor].filter(([, { first, last }]) => last - first > 12 * 60);
  expect(long.length).toBeGreaterThan(20);
  const unknown = new Set(
    (readLedger(JSON.parse(store.text ?? ''))?.messages ?? [])
      .filter(({ state }) => state === 'unknown')
      .flatMap(({ keys }) => keys),
  );
  expect(long.map(([key]) => key).filter((key) => !came.has(key) && !unknown.has(key))).toEqual([]);
  // Forty incidents of one cause were a handful of messages.
  const flood = [...told.values()].filter(({ keys }) =>
    keys.some((key) => key.includes('GZ-20261113') && key.endsWith('before')),
  );
  expect(flood.length).toBeLessThan(16);
  // It was no quiet month.
  expect(kills).toBeGreaterThan(8);
  expect(deliveries.some(({ marked }) => marked)).toBe(true);
  expect(store.text).not.toContain('robot-key');
}, 60_000);
