/**
 * Schema 2 → 3 of `contract/contract.yaml`: levels, limits, classes and quotas. What the tool had in code for the contract that
 * it served first stands in the data since, so that an old workspace is judged as before. Pure, on data as the file holds them.
 */
type Data = Record<string, unknown>;

const list = (value: unknown): Data[] => (Array.isArray(value) ? (value as Data[]) : []);
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || ['', '~', 'null'].includes(String(value));

/** Levels whose analysis took one page, and how sentences called what was no fault. */
const BRIEF = ['P4'];
const ADJUSTMENT = '适用性调整';

/** What 重大 meant in code: a fault of the first level, or one of two hours and more. */
const MAJOR = { levels: ['P1'], minutes: '120', words: '两小时' };

/** `faultLevels`, `commitments` and `majorIncidentQuota` as `levels`, `limits`, `classes` and `quotas`. */
export function liftLevels(old: Data): Data {
  const { faultLevels, commitments, majorIncidentQuota, ...rest } = old;
  if (!Array.isArray(faultLevels) && !Array.isArray(commitments)) return old;
  const bearing = (topic: string, key = 'id'): string[] =>
    list(rest['clauses']).flatMap((one) => (list(one['topics']).includes(topic as never) ? [String(one[key])] : []));
  const restoration = bearing('restoration');
  const [quota] = bearing('quota');
  return {
    ...rest,
    levels: Array.isArray(faultLevels) ? list(faultLevels).map((one) => liftLevel(one, restoration)) : faultLevels,
    limits: list(commitments).map(liftCommitment),
    classes: [majorClass(bearing('quota', 'paper'))],
    ...(quota === undefined || isEmpty(majorIncidentQuota)
      ? {}
      : {
          quotas: [
            {
              id: 'major',
              name: '年度限额',
              clause: quota,
              limit: majorIncidentQuota,
              per: 'service-year',
              class: 'major',
            },
          ],
        }),
  };
}

/** A level without a time was none of a fault, but a requirement held to the date that was agreed. */
function liftLevel({ rtoMinutes, rtoText, ...level }: Data, clauses: readonly string[]): Data {
  const requirement = isEmpty(rtoMinutes);
  const amount = requirement ? { agreed: 'true' } : { minutes: rtoMinutes };
  return {
    ...level,
    ...(requirement ? { short: ADJUSTMENT, requirement: 'true' } : {}),
    ...(BRIEF.includes(String(level['id'])) ? { brief: 'true' } : {}),
    limits: clauses.map((clause) => ({
      clock: 'restoration',
      clause,
      ...amount,
      ...(rtoText === undefined ? {} : { text: rtoText }),
    })),
  };
}

/** A remote start or an arrival in time was enough; an arrival of major incidents was owed in any case. */
function liftCommitment(one: Data): Data {
  const { id: _, clock, limitMinutes, majorOnly, agreed: _agreed, ...rest } = one;
  return {
    ...rest,
    clock: clock === 'record' ? 'analysis' : clock,
    minutes: limitMinutes,
    ...(String(majorOnly) === 'true' ? { class: 'major' } : {}),
    ...(clock === 'remote-start' ? { or: 'arrival' } : {}),
  };
}

/** @param quota numbers on paper of the clauses that set one */
function majorClass(quota: readonly string[]): Data {
  return {
    id: 'major',
    name: '重大故障',
    when: [{ levels: MAJOR.levels }, { fromMinutes: MAJOR.minutes, words: MAJOR.words }],
    ...(quota.length === 0 ? {} : { note: `${quota.join('、')} 与故障分级表不一致` }),
  };
}
