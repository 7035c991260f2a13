/** Settings and facts of reminders for tests. */
import { defaultRoles } from '../../src/contract/acts.ts';
import { defaultRoutes, type NoticeSettings, noticeDefaults } from '../../src/contract/notices.ts';
import { emptyLedger, type Ledger, readLedger } from '../../src/notify/ledger.ts';
import { lineKind, lineNumber } from '../../src/notify/line.ts';
import type { LedgerStore } from '../../src/notify/round.ts';
import type { SendTimes } from '../../src/notify/send.ts';
import type { Facts, OpenClock, OpenDocument } from '../../src/notify/told-facts.ts';

/** For servers that will answer, however busy the machine. */
export const patient: SendTimes = { connect: 20_000, answer: 20_000, message: 30_000, round: 60_000 };

/** For servers on loopback that may never answer. */
export const quick: SendTimes = { connect: 1000, answer: 250, message: 2000, round: 10_000 };

export function settingsWith(changes: Partial<NoticeSettings>): NoticeSettings {
  return {
    channels: [],
    addresses: [],
    ...defaultRoutes(defaultRoles),
    order: defaultRoles.filter(({ side }) => side === 'supplier').map(({ id, name }) => ({ id, name })),
    ...noticeDefaults,
    digest: null,
    internalDomains: [],
    ...changes,
  };
}

export const mailChannel = (port: number, changes: object = {}): NoticeSettings['channels'][number] => ({
  name: 'mail',
  type: 'mail',
  host: 'localhost',
  port,
  security: 'none',
  from: '运维台账 <ops@example.internal>',
  ...changes,
});

export const documentFact = (
  name: string,
  period: string,
  dueAt: string,
  changes: Partial<OpenDocument> = {},
): OpenDocument => ({
  key: `${name} ${period}`,
  number: lineNumber(period),
  kind: lineKind({ id: name, name }),
  dueAt,
  state: 'due',
  daily: false,
  ...changes,
});

export const clockFact = (incident: string, dueAt: string, changes: Partial<OpenClock> = {}): OpenClock => ({
  key: `${incident} restoration`,
  number: lineNumber(incident),
  kind: lineKind({ id: 'incident', name: '故障记录' }),
  dueAt,
  state: 'restoration',
  ...changes,
});

export const factsOf = (changes: Partial<Facts>): Facts => ({
  documents: [],
  clocks: [],
  expiries: [],
  unsigned: [],
  ...changes,
});

export interface TextStore extends LedgerStore {
  /** The ledger as its file has it. */
  text: string | undefined;
}

/** A ledger kept as the text of its file, so that nothing survives that is not written down. */
export function textStore(): TextStore {
  let known: { text: string | undefined; ledger: Ledger } | undefined;
  const parsed = (text: string | undefined): Ledger => {
    if (known !== undefined && known.text === text) return known.ledger;
    const ledger = readLedger(text === undefined ? undefined : JSON.parse(text));
    if (ledger === null) throw new Error('not a ledger');
    known = { text, ledger };
    return ledger;
  };
  const store: TextStore = {
    text: undefined,
    read: () => Promise.resolve(parsed(store.text)),
    update(_subject, work) {
      const before = parsed(store.text);
      const { ledger, result } = work(before);
      if (ledger !== before) store.text = JSON.stringify(ledger);
      return Promise.resolve(result);
    },
  };
  return store;
}

export const ledgerOf = (...messages: Ledger['messages'][number][]): Ledger => ({ ...emptyLedger, messages });

/** Monday to Friday. */
export const isWorkingDay = (date: string): boolean => Temporal.PlainDate.from(date).dayOfWeek <= 5;
