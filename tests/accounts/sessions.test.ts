/** Sessions: how long they last, and when they end. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Moved, openSessions, type Sessions } from '../../src/accounts/sessions.ts';
import { closeDatabases, later, NOW, openTestDatabase, RULES } from './_database.ts';

afterAll(closeDatabases);

const HERE = '10.0.0.7';
let database: ReturnType<typeof openTestDatabase>;
let sessions: Sessions;
let moved: Moved[];
beforeEach(() => {
  database = openTestDatabase();
  moved = [];
  sessions = openSessions(database, RULES.sessions, (one) => moved.push(one));
});

const begin = () => sessions.begin({ account: 'wang-lei', address: HERE, now: NOW, before: null });
const find = (value: string, seconds: number, address = HERE) => sessions.find(value, { address, now: later(seconds) });

it('a session is known by its cookie alone, which is not what is kept', () => {
  const value = begin();
  expect(find(value, 1)).toMatchObject({ account: 'wang-lei', before: null });
  expect(JSON.stringify(database.prepare('SELECT * FROM session').all())).not.toContain(value);
  for (const made of ['', 'x', `${value}x`, value.slice(1)]) expect(find(made, 1)).toBeNull();
  expect(begin()).not.toBe(value);
});

describe('it ends', () => {
  it('after half an hour without a request, and not before', () => {
    const value = begin();
    expect(find(value, 1799)).not.toBeNull();
    expect(find(value, 1799 + 1799)).not.toBeNull();
    expect(find(value, 1799 + 1799 + 1800)).toBeNull();
    expect(find(value, 1799 + 1799 + 1)).toBeNull();
  });

  it('after twelve hours, however busy', () => {
    const value = begin();
    for (let minute = 20; minute < 12 * 60; minute += 20) expect(find(value, minute * 60)).not.toBeNull();
    expect(find(value, 12 * 3600)).toBeNull();
  });

  it('when it comes from elsewhere, for who stole it and for its owner, and that is told', () => {
    const value = begin();
    expect(find(value, 60, '10.0.0.66')).toBeNull();
    expect(find(value, 61)).toBeNull();
    expect(moved).toEqual([{ account: 'wang-lei', from: HERE, address: '10.0.0.66', now: later(60) }]);
  });

  it('not for that where the settings say so', () => {
    const anywhere = openSessions(database, { ...RULES.sessions, sameAddress: false });
    expect(anywhere.find(begin(), { address: '10.0.0.66', now: NOW })).not.toBeNull();
  });

  it('by sign-out, and everywhere', () => {
    const [one, other] = [begin(), begin()];
    sessions.end(find(one, 1)?.hash ?? '');
    expect([find(one, 2), find(other, 2)]).toEqual([null, expect.anything()]);
    expect(sessions.endAll('wang-lei')).toBe(1);
    expect(find(other, 3)).toBeNull();
  });
});

it('what ran out is removed', () => {
  begin();
  sessions.sweep(later(1799));
  expect(database.prepare('SELECT count(*) AS n FROM session').get()).toEqual({ n: 1 });
  sessions.sweep(later(1800));
  expect(database.prepare('SELECT count(*) AS n FROM session').get()).toEqual({ n: 0 });
});
