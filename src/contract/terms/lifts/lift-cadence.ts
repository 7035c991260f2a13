/**
 * Schema 1 → 2 of `obligations.yaml`, `registers.yaml` and `written.yaml`, on data as the files hold them: the named cadences
 * and due rules as what they meant. Pure.
 */
type Data = Record<string, unknown>;

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One entry of a file of obligations. */
export function liftCadence(old: unknown): unknown {
  return isData(old) ? lifted(old) : old;
}

function lifted(one: Data): Data {
  const { cadence, interval, due, issueFrom, parts, ...rest } = one;
  const id = one['id'] === undefined ? {} : { id: one['id'] };
  return {
    ...id,
    ...rest,
    ...cadenceOf(cadence, interval),
    ...(due === undefined ? {} : { due: isData(due) ? dueOf(due) : due }),
    ...(issueFrom === undefined ? {} : { issueFrom: isData(issueFrom) ? issueFromOf(issueFrom) : issueFrom }),
    ...(parts === undefined ? {} : { parts: Array.isArray(parts) ? parts.map(partOf) : parts }),
  };
}

/** Years were service years, and quarters counted from the first month of service, whatever the interval. */
function cadenceOf(cadence: unknown, interval: unknown): Data {
  switch (cadence) {
    case 'month':
      return { every: { unit: 'month' }, interval };
    case 'quarter':
      return { every: { unit: 'quarter' }, interval: interval === 'natural' ? 'natural-months' : interval };
    case 'year':
      return { every: { unit: 'year' }, interval: 'service' };
    case 'once':
      return { every: { unit: 'service' } };
    case 'dates':
      return {};
    case undefined:
      return {};
    default:
      return { every: { unit: cadence } };
  }
}

function partOf(part: unknown): unknown {
  if (!isData(part)) return part;
  const { due, issueFrom } = part;
  return {
    ...part,
    ...(isData(due) ? { due: dueOf(due) } : {}),
    ...(isData(issueFrom) ? { issueFrom: issueFromOf(issueFrom) } : {}),
  };
}

/** A rule that schema 1 did not know stays as it is, and is refused by its name. */
function dueOf(due: Data): Data {
  const { rule, days, month, after, date, time, otherTime, ...rest } = due;
  const known = { ...rest, ...(time === undefined ? {} : { time }) };
  const whole = String(days ?? 0) === '0' ? { days: '0' } : { workingDays: days };
  switch (rule) {
    case 'working-day-time':
      return { after: 'period-end', workingDays: '0', otherTime: otherTime ?? '10:00', ...known };
    case 'next-working-day':
      return { after: 'period-end', workingDays: '1', time: '10:00', ...known };
    case 'last-working-day':
      return { before: 'period-end', workingDays: '0', ...known };
    case 'working-days-before-end':
      return { before: 'year-end', ...whole, ...known };
    case 'working-days-after-start':
      return { after: 'period-start', ...whole, ...known };
    case 'working-days-before':
      return { before: after ?? 'due', ...whole, ...known };
    case 'end-of-service-month':
      return { after: 'year-start', months: month ?? '1', ...known };
    case 'hours-after':
      return { after, ...known };
    case 'date':
      return date === undefined ? { after: 'period-end', days: '0', ...known } : { date, ...known };
    default:
      return due;
  }
}

function issueFromOf(issueFrom: Data): Data {
  const { rule, days, time, ...rest } = issueFrom;
  switch (rule) {
    case 'time':
      return { after: 'period-end', days: '0', time: time ?? '17:00', ...rest };
    case 'last-working-day':
      return { before: 'period-end', workingDays: '0', time: time ?? '09:00', ...rest };
    case 'working-days-before-end':
      return {
        before: 'year-end',
        ...(String(days ?? 0) === '0' ? { days: '0' } : { workingDays: days }),
        time: time ?? '09:00',
        ...rest,
      };
    default:
      return issueFrom;
  }
}
