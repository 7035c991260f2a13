/** The cases of an option as one text, to the letter: by it a decision of the purchaser is about these cases or others. */
import type { Data } from '../data.ts';

const ORDER = [
  ...['level', 'outage', 'foundBy', 'sample', 'alert', 'discovered', 'reported', 'responded', 'remoteStarted'],
  ...[
    'onSpot',
    'arrived',
    'pausedFrom',
    'pausedTo',
    'pauseEvidence',
    'pauseConfirmed',
    'restored',
    'restoredConfirmed',
  ],
  ...[
    'closed',
    'submitted',
    'agreedOn',
    'oral',
    'written',
    'due',
    'issued',
    'delivered',
    'online',
    'received',
    'listed',
  ],
  ...['judgedAt', 'clock', 'start', 'limit', 'deadline', 'figure', 'verdict'],
];

const MINUTE = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?$/;

/** A time of the contract's clock as records hold it. */
const told = (value: unknown): string =>
  String(value).replace(
    MINUTE,
    (_, day: string, time: string, seconds?: string) => `${day}T${time}${seconds ?? ':00'}+08:00`,
  );

/** Nothing of an option without cases. */
export const caseText = (cases: readonly Data[] | undefined): string | undefined =>
  cases === undefined || cases.length === 0
    ? undefined
    : cases
        .map((one) =>
          ORDER.filter((field) => one[field] != null)
            .map((field) => `${field}=${told(one[field])}`)
            .join('; '),
        )
        .join('\n');
