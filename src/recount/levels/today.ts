/**
 * Files of earlier schemas in the words of today: what 重大 meant, which levels took a plan and what each 口径 decided stood in the
 * tool then. Read beside the tool's own lifts, of which this shares no line.
 */
import type { Data } from '../data.ts';

const HOURS_2 = { fromMinutes: 120 };

/** `contract.yaml`. */
export function contractToday(contract: Data): Data {
  if (contract?.faultLevels === undefined) return contract;
  const bearing = (topic: string): string[] =>
    contract.clauses.filter((one: Data) => one.topics?.includes(topic)).map((one: Data) => String(one.id));
  // Before clauses had topics, the one contract that there was asked for both; under which number, no figure depends on.
  const topical = contract.clauses.some((one: Data) => one.topics !== undefined);
  const restoration = topical ? bearing('restoration') : [''];
  const quota = topical ? bearing('quota') : [''];
  const levels = contract.faultLevels.map((one: Data) => ({
    id: one.id,
    requirement: one.rtoMinutes === null,
    limits: restoration.map((clause) => ({
      clock: 'restoration',
      clause,
      ...(one.rtoMinutes === null ? { agreed: true } : { minutes: one.rtoMinutes }),
    })),
  }));
  const limits = contract.commitments.map((one: Data) => ({
    clock: one.clock === 'record' ? 'analysis' : one.clock,
    clause: one.clause,
    minutes: one.limitMinutes,
    ...(one.majorOnly === true ? { class: 'major' } : {}),
    ...(one.clock === 'remote-start' ? { or: 'arrival' } : {}),
  }));
  return {
    ...contract,
    levels,
    limits,
    classes: [{ id: 'major', when: [{ levels: ['P1'] }, HOURS_2] }],
    quotas:
      quota.length === 0
        ? []
        : [{ id: 'major', class: 'major', limit: contract.majorIncidentQuota, per: 'service-year', clause: quota[0] }],
  };
}

const BINDS: Readonly<Record<string, string>> = {
  response: 'response-limit',
  clocks: 'clock-start',
  pauses: 'pauses',
  'on-time': 'on-time',
};

/** What an option stood for where it was not its own id. */
const READS: Readonly<Record<string, string>> = {
  stricter: 'strictest',
  'by-kind': 'by-class',
  'confirmed-only': 'confirmed',
};

/** One entry of `interpretations.yaml`. */
export function interpretationToday(one: Data): Data {
  if (one.binds !== undefined || one.options === undefined) return one;
  if (one.id === 'major') {
    const options = one.options.map((option: Data) => ({
      ...option,
      when: option.id === 'outage' ? [{ outages: ['whole', 'core'], ...HOURS_2 }] : [{ levels: ['P1'] }, HOURS_2],
    }));
    return { ...one, binds: 'class', class: 'major', options };
  }
  const binds = BINDS[one.id];
  if (binds === undefined) return one;
  const options = one.options.map((option: Data) => ({ ...option, effect: READS[option.id] ?? option.id }));
  // One way only to start the clocks was never one that both sides had agreed on.
  const alone = one.id === 'clocks' && options.length === 1 && one.confirmed !== true;
  const others = ['alert', 'sample', 'report'].map((id) => ({ id, effect: id }));
  const own = { ...options[0], effect: options[0] !== undefined && isStart(options[0].id) ? options[0].id : 'alert' };
  if (one.id === 'clocks' && !alone)
    return {
      ...one,
      binds,
      options: options.map((option: Data) => ({ ...option, effect: isStart(option.id) ? option.id : 'alert' })),
    };
  return alone
    ? { ...one, binds, options: [own, ...others.filter(({ id }) => id !== own.id && id !== own.effect)] }
    : { ...one, binds, options };
}

const isStart = (id: string): boolean => ['alert', 'sample', 'report'].includes(id);

/** One obligation, register or written document. */
export function obligationToday(one: Data): Data {
  switch (one.eventWhen) {
    case 'major':
      return { ...one, eventClass: 'major' };
    case 'p1-p3-or-flagged':
      return { ...one, eventLevels: ['P1', 'P2', 'P3'], eventFlagged: true };
    default:
      return one;
  }
}
