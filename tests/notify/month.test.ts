/**
 * A month of reminders against a real SMTP server and a robot on loopback, with restarts at random moments and servers that fail
 * in every way: nothing goes to anybody twice unmarked, nothing a third time, and nothing that stood long enough is forgotten.
 */
import { afterAll, expect, it } from 'vitest';
import { defaultRoles } from '../../src/contract/acts.ts';
import { defaultRoutes } from '../../src/contract/notices.ts';
import type { Outcome } from '../../src/notify/failure.ts';
import { readLedger } from '../../src/notify/ledger.ts';
import { lineKind, lineNumber } from '../../src/notify/line.ts';
import { recipientKey } from '../../src/notify/recipients.ts';
import { remindRound } from '../../src/notify/round.ts';
import { type Sending, sendAll } from '../../src/notify/send.ts';
import type { Facts } from '../../src/notify/told-facts.ts';
import { wantedAt } from '../../src/notify/wanted.ts';
import { seeded } from '../faults/_seeded.ts';
import { clockFact, documentFact, isWorkingDay, mailChannel, quick, settingsWith, textStore } from './_notices.ts';
import { type Answer, headerOf, hookServer, type MailManner, mailServer, shownHeader } from './_servers.ts';

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

const deliveries: Delivery[] = [];
let sentToRobot = '';
const pick = <T>(table: readonly (readonly [number, T])[]): T => {
  let left = random();
  for (const [share, one] of table) {
    left -= share;
    if (left < 0) return one;
  }
  return table[0]?.[1] as T;
};

const random = seeded(20_261_101);
const manners = [
  [0.86, 'take'],
  [0.06, 'take-and-drop'],
  [0.04, 'busy'],
  [0.03, 'bounce'],
  [0.01, 'hang'],
] as const;
// Asked twice of a message, for its recipient and for its body: the same answer to both.
let turn: MailManner | null = null;
const mail = await mailServer(() => {
  if (turn !== null) {
    const manner = turn;
    turn = null;
    return manner;
  }
  const manner = pick<MailManner>(manners);
  if (manner !== 'busy' && manner !== 'bounce') turn = manner;
  return manner;
});
const robot = await hookServer(({ body }): Answer => {
  const answer = pick<Answer>([
    [0.88, {}],
    [0.05, { drop: true }],
    [0.03, { body: '{"errcode":45009,"errmsg":"api freq out of limit"}' }],
    [0.03, { status: 500, body: 'oops' }],
    [0.01, { hang: true }],
  ]);
  const took = answer.status === undefined && answer.body === undefined;
  if (took) deliveries.push({ id: sentToRobot, marked: /可能重复|"repeated":true/.test(body) });
  return answer;
});

afterAll(async () => {
  await Promise.all([mail.close(), robot.close()]);
});

type Settings = ReturnType<typeof settingsWith>;

/** What was meant for whom, how often the program was killed, and how long each thing was to be told. */
interface Month {
  told: Map<string, { to: string; keys: readonly string[] }>;
  wanted: Map<string, { first: number; last: number }>;
  kills: number;
}

async function live(settings: Settings, store: ReturnType<typeof textStore>): Promise<Month> {
  const things = world(random);
  const month: Month = { told: new Map(), wanted: new Map(), kills: 0 };
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `m-${String(ids).padStart(8, '0')}`;
  };
  const die = (share: number): void => {
    if (random() >= share) return;
    month.kills += 1;
    throw new Killed();
  };
  const send = async ({ messages, channels }: Sending): Promise<Map<string, Outcome>> => {
    for (const one of messages) month.told.set(one.id, { to: recipientKey(one), keys: one.keys });
    die(0.04);
    const outcomes = new Map<string, Outcome>();
    for (const one of messages) {
      sentToRobot = one.id;
      for (const [id, outcome] of await sendAll({ messages: [one], channels, times: quick })) outcomes.set(id, outcome);
      die(0.03);
    }
    return outcomes;
  };
  const round = async (facts: Facts, now: string): Promise<string | null> => {
    try {
      const request = { facts, settings, store, now, isWorkingDay, send, newId };
      return (await remindRound({ ...request, open: (one) => Promise.resolve(one) })).nextAt;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return null;
    }
  };
  for (let minute = 0; minute < MINUTES; ) {
    const now = textAt(minute);
    const facts = factsAt(things, minute);
    for (const { key } of wantedAt(facts, settings, now))
      month.wanted.set(key, { first: month.wanted.get(key)?.first ?? minute, last: minute });
    const nextAt = await round(facts, now);
    const rest = nextAt === null ? 30 : Math.ceil((Date.parse(nextAt) - Date.parse(now)) / 60_000);
    minute += Math.max(1, Math.min(rest, 1 + Math.floor(random() * 40)));
  }
  return month;
}

/** All that came, by message, in the order in which it came. */
function arrived(): Map<string, Delivery[]> {
  const mails = mail.arrived.map(
    ({ raw }): Delivery => ({
      id: /<(.*)@/.exec(headerOf(raw, 'Message-ID'))?.[1] ?? '',
      marked: shownHeader(headerOf(raw, 'Subject')).startsWith('（可能重复）'),
    }),
  );
  return Map.groupBy([...mails, ...deliveries], ({ id }) => id);
}

it('goes out exactly once where that is known, else once more and marked', async () => {
  const settings = settingsWith({
    channels: [
      mailChannel(mail.port, { host: '127.0.0.1' }),
      { name: 'group', type: 'wecom', base: robot.url, token: 'robot-key' },
      { name: 'lead', type: 'webhook', url: robot.url },
    ],
    addresses: [
      { role: 'engineer', channel: 'mail', address: 'engineer@example.internal' },
      { role: 'duty', channel: 'group' },
      { role: 'manager', channel: 'lead', quietFrom: '22:00', quietTo: '07:00' },
    ],
    routes: { ...defaultRoutes(defaultRoles).routes, daily: 'duty', digest: 'engineer' },
    internalDomains: ['example.internal'],
    digest: { weekday: 1, at: '08:30' },
  });
  const store = textStore();
  const { told, wanted, kills } = await live(settings, store);
  const ledger = readLedger(JSON.parse(store.text ?? ''))?.messages ?? [];
  const byId = arrived();

  // Of one message came one or two, the second marked.
  for (const [id, own] of byId) {
    expect(told.has(id), id).toBe(true);
    const marks = own.map(({ marked }) => marked);
    expect(marks.length === 1 || (marks.length === 2 && !marks[0] && marks[1]), `${id} ${marks}`).toBe(true);
  }
  // What the ledger says is so.
  for (const { id, state } of ledger) {
    if (state === 'sent') expect(byId.get(id)?.length ?? 0, id).toBeGreaterThan(0);
    if (state === 'failed') expect(byId.get(id), id).toBeUndefined();
  }
  // What a person was reminded of came in one message alone.
  const places = [...byId.keys()].flatMap((id) =>
    (told.get(id)?.keys ?? []).map((key) => `${told.get(id)?.to} ${key}`),
  );
  expect(places.filter((one, n) => places.indexOf(one) !== n)).toEqual([]);
  // What was to be told for half a day was told, whatever failed meanwhile.
  const came = new Set(places.map((place) => place.slice(place.indexOf(' ') + 1)));
  const unknown = new Set(ledger.filter(({ state }) => state === 'unknown').flatMap(({ keys }) => keys));
  const long = [...wanted].filter(([, { first, last }]) => last - first > 12 * 60).map(([key]) => key);
  expect(long.length).toBeGreaterThan(20);
  expect(long.filter((key) => !came.has(key) && !unknown.has(key))).toEqual([]);
  // Forty incidents of one cause were a handful of messages.
  const ofFlood = (key: string): boolean => key.includes('GZ-20261113') && key.endsWith('before');
  expect([...told.values()].filter(({ keys }) => keys.some(ofFlood)).length).toBeLessThan(16);
  // It was no quiet month.
  expect(kills).toBeGreaterThan(8);
  expect([...byId.values()].flat().some(({ marked }) => marked)).toBe(true);
  expect(store.text).not.toContain('robot-key');
}, 60_000);
